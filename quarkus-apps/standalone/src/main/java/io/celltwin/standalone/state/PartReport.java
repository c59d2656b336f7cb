package io.celltwin.standalone.state;

import java.util.List;

/**
 * What there is of a part.
 *
 * @param content how much could be read, in words
 * @param damaged whether something could not
 * @param losses what is lost, a sentence each
 */
public record PartReport(String content, boolean damaged, List<String> losses) {}
