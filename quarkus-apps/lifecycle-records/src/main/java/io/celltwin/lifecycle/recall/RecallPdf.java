package io.celltwin.lifecycle.recall;

import io.celltwin.lifecycle.recall.Recall.Evidence;
import io.celltwin.lifecycle.recall.Recall.NotInPack;
import io.celltwin.lifecycle.recall.Recall.RecalledPack;
import io.celltwin.lifecycle.recall.Recall.Suspect;
import io.celltwin.lifecycle.recall.Recall.Way;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * A recall as PDF to be signed on paper: lines of text on A4, broken where they are too long, with the number of pages on each, so
 * that a page that is lost is missed. Letters that the standard fonts lack are written as {@code \}{@code uXXXX}.
 */
public final class RecallPdf {
    private static final float MARGIN = 50;
    private static final float SIZE = 9;
    private static final float LEADING = 12;
    private static final int LINES_ON_PAGE = 60;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

    private final PDFont plain = new PDType1Font(FontName.HELVETICA);
    private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
    private final List<Line> lines = new ArrayList<>();

    private RecallPdf() {}

    /** The document. */
    public static byte[] of(Recall recall) throws IOException {
        RecallPdf pdf = new RecallPdf();
        pdf.write(recall);
        return pdf.pages("Recall: " + recall.criterion());
    }

    private void write(Recall recall) throws IOException {
        heading("Recall: " + recall.criterion());
        text(0, "Asked at %s by %s".formatted(recall.askedAt(), recall.by()));
        text(
                0,
                "Packs: %d. Things in no pack: %d."
                        .formatted(recall.packs().size(), recall.notInPacks().size()));
        heading(
                recall.complete()
                        ? "Complete, as far as the records know"
                        : "NOT COMPLETE: read the notes before you act on this list");
        for (String note : recall.notes()) {
            text(1, note);
        }
        heading("Packs");
        for (RecalledPack pack : recall.packs()) {
            text(0, pack.pack() + (pack.state().isEmpty() ? "" : ", " + pack.state()));
            for (Way way : pack.ways()) {
                text(1, way.text());
            }
        }
        heading("In no pack");
        for (NotInPack one : recall.notInPacks()) {
            text(0, one.thing() + (one.state().isEmpty() ? "" : ", " + one.state()));
        }
        heading("Evidence");
        for (Suspect suspect : recall.suspects()) {
            text(0, suspect.thing());
            for (Evidence evidence : suspect.evidence()) {
                text(1, "%s: %s (record %s)".formatted(evidence.at(), evidence.says(), evidence.record()));
            }
        }
        heading("Signed");
        text(0, "Name, date: ");
    }

    private void heading(String text) throws IOException {
        lines.add(new Line(plain, 0, ""));
        add(bold, 0, text);
    }

    private void text(int level, String text) throws IOException {
        add(plain, 15f * level, text);
    }

    private void add(PDFont font, float indent, String text) throws IOException {
        StringBuilder line = new StringBuilder();
        float width = 0;
        int lastSpace = -1;
        for (int codePoint : text.codePoints().toArray()) {
            String shown = shown(font, codePoint);
            float shownWidth = font.getStringWidth(shown) / 1000 * SIZE;
            if (width + shownWidth > WIDTH - indent) {
                int end = lastSpace > 0 ? lastSpace : line.length();
                lines.add(new Line(font, indent, line.substring(0, end)));
                line.delete(0, end);
                width = font.getStringWidth(line.toString()) / 1000 * SIZE;
                lastSpace = -1;
            }
            if (shown.equals(" ")) {
                lastSpace = line.length();
            }
            line.append(shown);
            width += shownWidth;
        }
        lines.add(new Line(font, indent, line.toString()));
    }

    private static String shown(PDFont font, int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return String.valueOf((char) codePoint);
        }
        String letter = Character.toString(codePoint);
        try {
            font.encode(letter);
            return letter;
        } catch (IllegalArgumentException | IOException e) {
            return "\\u%04X".formatted(codePoint);
        }
    }

    private byte[] pages(String title) throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.getDocumentInformation().setTitle(title);
            int pages = (lines.size() + LINES_ON_PAGE - 1) / LINES_ON_PAGE;
            for (int number = 0; number < pages; number++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                int from = number * LINES_ON_PAGE;
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    float y = PDRectangle.A4.getHeight() - MARGIN;
                    for (Line line : lines.subList(from, Math.min(lines.size(), from + LINES_ON_PAGE))) {
                        show(content, line, MARGIN + line.indent(), y);
                        y -= LEADING;
                    }
                    show(
                            content,
                            new Line(plain, 0, "Page %d of %d".formatted(number + 1, pages)),
                            MARGIN,
                            MARGIN - LEADING);
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static void show(PDPageContentStream content, Line line, float x, float y) throws IOException {
        content.beginText();
        content.setFont(line.font(), SIZE);
        content.newLineAtOffset(x, y);
        content.showText(line.text());
        content.endText();
    }

    private record Line(PDFont font, float indent, String text) {}
}
