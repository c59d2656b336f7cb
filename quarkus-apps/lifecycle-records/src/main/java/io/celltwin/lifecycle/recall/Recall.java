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
        List<NotInPack> notInPacks) {

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
     * What is in no pack as far as the records know.
     *
     * @param thing its id
     * @param state the state of its life; empty if none is recorded
     */
    public record NotInPack(String thing, String state) {}

    /**
     * A way from a suspect into a pack; there may be more, one is told.
     *
     * @param suspect where it begins
     * @param links from the suspect to the pack; none if the suspect is the pack. One with {@code removedAt} was the way until then:
     *     the pack is named because the suspect was in it
     */
    public record Way(String suspect, List<Link> links) {

        /** The things on the way in one line, with the time at which a part was taken out again. */
        String text() {
            StringBuilder text = new StringBuilder(suspect);
            for (Link link : links) {
                text.append(" > ").append(link.whole());
                link.removedAt()
                        .ifPresent(at -> text.append(" (taken out ").append(at).append(')'));
            }
            return text.toString();
        }
    }
}
