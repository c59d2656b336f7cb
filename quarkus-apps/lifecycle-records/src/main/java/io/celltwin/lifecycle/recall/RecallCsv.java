package io.celltwin.lifecycle.recall;

import io.celltwin.lifecycle.recall.Recall.Evidence;
import io.celltwin.lifecycle.recall.Recall.RecalledPack;
import io.celltwin.lifecycle.recall.Recall.Suspect;
import io.celltwin.lifecycle.recall.Recall.Way;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recall as CSV (RFC 4180): a row for each pack, suspect and evidence, one for what is in no pack, and one for each note, so that
 * a list that is not complete says so itself.
 */
public final class RecallCsv {
    private static final String HEADER = "row,thing,state,suspect,way,evidence,evidenceAt,record\r\n";

    private RecallCsv() {}

    /** The text, which is never empty. */
    public static String of(Recall recall) {
        Map<String, List<Evidence>> evidence =
                recall.suspects().stream().collect(Collectors.toMap(Suspect::thing, Suspect::evidence));
        StringBuilder csv = new StringBuilder(HEADER);
        row(csv, "recall", "", "", "", "", recall.criterion(), recall.askedAt().toString(), "");
        row(csv, "complete", "", "", "", "", String.valueOf(recall.complete()), "", "");
        recall.notes().forEach(note -> row(csv, "note", "", "", "", "", note, "", ""));
        for (RecalledPack pack : recall.packs()) {
            for (Way way : pack.ways()) {
                String links = way.text();
                List<Evidence> told = evidence.getOrDefault(way.suspect(), List.of());
                if (told.isEmpty()) {
                    row(csv, "pack", pack.pack(), pack.state(), way.suspect(), links, "", "", "");
                }
                for (Evidence one : told) {
                    row(
                            csv,
                            "pack",
                            pack.pack(),
                            pack.state(),
                            way.suspect(),
                            links,
                            one.says(),
                            one.at().toString(),
                            one.record());
                }
            }
        }
        recall.notInPacks().forEach(one -> row(csv, "not in a pack", one.thing(), one.state(), "", "", "", "", ""));
        return csv.toString();
    }

    private static void row(StringBuilder csv, String... fields) {
        csv.append(Stream.of(fields).map(RecallCsv::field).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** A field that a spreadsheet would take for a formula is made text. */
    private static String field(String text) {
        String harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.matches("[^\",\r\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
