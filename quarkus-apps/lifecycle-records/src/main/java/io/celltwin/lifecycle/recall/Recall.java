package io.celltwin.lifecycle.recall;

import io.celltwin.lifecycle.genealogy.Link;
import java.time.Instant;
import java.util.List;

/**
 * The answer to a recall.
 *
 * @param criterion what was asked, in words
 * @param askedAt when
 * @param by who asked
 * @param complete whether these are all packs that the records know; {@code notes} say why not
 * @param notes what the reader has to know of the answer
 * @param suspects the things to which the criterion applies, with the records that say so
 * @param packs every pack into which one of them went
 * @param notInPacks what was made of them, or they themselves, and is in no pack as far as the records know
 */
public record Recall(
        String criterion,
        Instant askedAt,
        String by,
        boolean complete,
        List<String> notes,
        List<Suspect> suspects,
        List<RecalledPack> packs,
        List<String> notInPacks) {

    /**
     * A thing to which the criterion applies.
     *
     * @param thing its id
     * @param evidence why
     */
    public record Suspect(String thing, List<Evidence> evidence) {}

    /**
     * A record that says why.
     *
     * @param record its id, by which its proof of inclusion in the record log is found
     * @param at its time
     * @param says what it says
     */
    public record Evidence(String record, Instant at, String says) {}

    /**
     * A pack.
     *
     * @param pack its id
     * @param state the state of its life; empty if none is recorded
     * @param ways how each suspect went into it
     */
    public record RecalledPack(String pack, String state, List<Way> ways) {}

    /**
     * A way from a suspect into a pack; there may be more, one is told.
     *
     * @param suspect where it begins
     * @param links from the suspect to the pack; none if the suspect is the pack
     */
    public record Way(String suspect, List<Link> links) {}
}
