package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.lifecycle.passport.PassportLabels.Label;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A published passport in the words of the page. Nothing in here is HTML; the page escapes all of it.
 *
 * @param title name of the battery, as far as it has one
 * @param thing id of the battery
 * @param revision number of the revision
 * @param keptAt when that was kept, for people
 * @param record id of its record
 * @param sections what is known
 * @param missing what the law asks for and is not stated
 */
public record PassportView(
        String title,
        String thing,
        long revision,
        String keptAt,
        String record,
        List<Section> sections,
        List<String> missing) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final String NAME = "/identification/identification/type/nameAtManufacturer";
    /** The unit names of the aspect model that people would stumble over. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("unit:gram", "g"),
            Map.entry("unit:kilogram", "kg"),
            Map.entry("unit:tonneMetricTon", "t"),
            Map.entry("unit:tonUsOrShortTonUkorus", "short tons"),
            Map.entry("unit:ounceAvoirdupois", "oz"),
            Map.entry("unit:pound", "lb"),
            Map.entry("unit:day", "days"),
            Map.entry("unit:month", "months"),
            Map.entry("unit:year", "years"),
            Map.entry("unit:cycle", "cycles"),
            Map.entry("unit:runningOrOperatingHour", "hours of operation"));

    /** Some attributes under a heading. */
    public record Section(String title, List<Row> rows) {}

    /** One attribute. */
    public record Row(String label, List<Cell> cells) {}

    /**
     * One value of it.
     *
     * @param text for people
     * @param link where it leads; empty if it does not
     */
    public record Cell(String text, Optional<String> link) {}

    static PassportView of(PublishedPassport published) {
        JsonNode document = published.passport().document();
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        PassportLabels.ALL.forEach((path, label) -> {
            JsonNode value = document.at(path);
            if (!value.isMissingNode()) {
                rows.computeIfAbsent(label.section(), section -> new ArrayList<>())
                        .add(new Row(label.text(), cells(value, label)));
            }
        });
        return new PassportView(
                document.at(NAME).asText("Battery"),
                published.passport().thing(),
                published.revision(),
                TIME.format(published.keptAt()),
                published.record(),
                rows.entrySet().stream()
                        .map(section -> new Section(section.getKey(), section.getValue()))
                        .toList(),
                published.passport().missing().stream()
                        .filter(MissingAttribute::mandatory)
                        .map(attribute -> PassportLabels.ALL.get(attribute.path()))
                        .map(label -> label.section() + ": " + label.text())
                        .toList());
    }

    private static List<Cell> cells(JsonNode value, Label label) {
        List<Cell> cells = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> cells.add(cell(element, label)));
        } else {
            cells.add(cell(value, label));
        }
        return cells;
    }

    private static Cell cell(JsonNode value, Label label) {
        if (value.has("header") && value.has("content")) {
            String content = value.get("content").asText();
            String header = value.get("header").asText();
            Optional<String> link = webAddress(content);
            return new Cell(link.isPresent() ? header : header + ": " + content, link);
        }
        return new Cell(text(value, label), value.isTextual() ? webAddress(value.textValue()) : Optional.empty());
    }

    private static String text(JsonNode value, Label label) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        }
        if (value.isNumber()) {
            return (number(value) + " " + label.unit()).strip();
        }
        if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(element -> texts.add(text(element, label)));
            return String.join(", ", texts);
        }
        if (!value.isObject()) {
            return value.asText();
        }
        if (value.has("value") && value.has("unit") && value.size() == 2) {
            return amount(value.get("value"), value.get("unit"));
        }
        if (value.has("key") && value.has("value")) {
            return value.get("value").asText() + " (" + words(value.get("key").asText()) + ")";
        }
        if (value.has("header") && value.has("content")) {
            return value.get("header").asText() + ": " + value.get("content").asText();
        }
        if (value.size() == 1) {
            return text(value.elements().next(), label);
        }
        if (value.has("lifeValue")) {
            return amount(value.get("lifeValue"), value.get("lifeUnit"));
        }
        List<String> members = new ArrayList<>();
        value.fields()
                .forEachRemaining(
                        member -> members.add(words(member.getKey()) + ": " + text(member.getValue(), label)));
        return String.join("; ", members);
    }

    private static String amount(JsonNode value, JsonNode unit) {
        return number(value) + " " + UNITS.getOrDefault(unit.asText(), unit.asText());
    }

    private static String number(JsonNode value) {
        return value.decimalValue().stripTrailingZeros().toPlainString();
    }

    /** {@code lifecycleStage} as {@code lifecycle stage}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Only what a browser fetches and never runs. */
    private static Optional<String> webAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri.toASCIIString()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
