package io.celltwin.lifecycle.passport;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the page for everybody names the public attributes of a passport, in its order, with the units of the aspect model. */
final class PassportLabels {
    private static final String IDENTITY = "Identity";
    private static final String MAKER = "Manufacturer";
    private static final String RATED = "Rated performance";
    private static final String MATERIALS = "Materials";
    private static final String CLIMATE = "Carbon footprint";
    private static final String SAFETY = "Safety";
    private static final String END_OF_LIFE = "Collection and waste";
    private static final String CONFORMITY = "Conformity and responsible sourcing";
    private static final String PASSPORT = "This passport";

    /** By the path of the attribute. */
    static final Map<String, Label> ALL = labels();

    private PassportLabels() {}

    /**
     * A name for people.
     *
     * @param section under which heading it stands
     * @param text the name
     * @param unit of the number; empty if it has none
     */
    record Label(String section, String text, String unit) {}

    private static Map<String, Label> labels() {
        Map<String, Label> labels = new LinkedHashMap<>();
        put(labels, IDENTITY, "/identification/identification/type/nameAtManufacturer", "Model", "");
        put(labels, IDENTITY, "/identification/identification/type/manufacturerPartId", "Part number", "");
        put(labels, IDENTITY, "/identification/identification/serial", "Serial number", "");
        put(labels, IDENTITY, "/identification/identification/batch", "Batch", "");
        put(labels, IDENTITY, "/identification/idDmc", "Battery identifier", "");
        put(labels, IDENTITY, "/identification/category", "Category", "");
        put(labels, IDENTITY, "/identification/chemistry", "Chemistry", "");
        put(labels, IDENTITY, "/characteristics/physicalDimension/weight", "Weight", "");
        put(labels, IDENTITY, "/identification/identification/codes", "Codes", "");
        put(labels, IDENTITY, "/identification/identification/classification", "Classification", "");
        put(labels, IDENTITY, "/identification/identification/dataCarrier/carrierType", "Data carrier", "");
        put(
                labels,
                IDENTITY,
                "/identification/identification/dataCarrier/carrierLayout",
                "Layout of the data carrier",
                "");

        put(labels, MAKER, "/operation/manufacturer/manufacturer", "Manufacturer", "");
        put(labels, MAKER, "/operation/manufacturer/facility", "Place of manufacture", "");
        put(labels, MAKER, "/operation/manufacturer/manufacturingDate", "Date of manufacture", "");
        put(labels, MAKER, "/characteristics/warranty", "Warranty", "");

        put(labels, RATED, "/performance/rated/capacity/value", "Capacity", "Ah");
        put(labels, RATED, "/performance/rated/capacity/temperature", "Capacity is rated at", "°C");
        put(labels, RATED, "/performance/rated/capacity/thresholdExhaustion", "Exhausted below", "%");
        put(labels, RATED, "/performance/rated/voltage/nominal", "Nominal voltage", "V");
        put(labels, RATED, "/performance/rated/voltage/min", "Lowest voltage", "V");
        put(labels, RATED, "/performance/rated/voltage/max", "Highest voltage", "V");
        put(labels, RATED, "/performance/rated/voltage/temperature", "Voltages are rated at", "°C");
        put(labels, RATED, "/performance/rated/power/value", "Power", "W");
        put(labels, RATED, "/performance/rated/power/temperature", "Power is rated at", "°C");
        put(labels, RATED, "/performance/rated/roundTripEfficiency/initial", "Round trip efficiency, new", "%");
        put(
                labels,
                RATED,
                "/performance/rated/roundTripEfficiency/50PercentLife",
                "Round trip efficiency at half of the cycle life",
                "%");
        put(labels, RATED, "/performance/rated/roundTripEfficiency/temperature", "Efficiencies are rated at", "°C");
        put(labels, RATED, "/performance/rated/resistance/pack", "Resistance of the pack", "Ω");
        put(labels, RATED, "/performance/rated/resistance/module", "Resistance of a module", "Ω");
        put(labels, RATED, "/performance/rated/resistance/cell", "Resistance of a cell", "Ω");
        put(labels, RATED, "/performance/rated/resistance/temperature", "Resistances are rated at", "°C");
        put(labels, RATED, "/performance/rated/temperature/lower", "Lowest temperature when not in use", "°C");
        put(labels, RATED, "/performance/rated/temperature/upper", "Highest temperature when not in use", "°C");
        put(labels, RATED, "/performance/rated/lifetime/cycleLifeTesting/cycles", "Expected cycles", "");
        put(labels, RATED, "/performance/rated/lifetime/cycleLifeTesting/temperature", "Cycle life is tested at", "°C");
        put(
                labels,
                RATED,
                "/performance/rated/lifetime/cycleLifeTesting/appliedChargeRate",
                "Charge rate of the cycle life test",
                "");
        put(
                labels,
                RATED,
                "/performance/rated/lifetime/cycleLifeTesting/appliedDischargeRate",
                "Discharge rate of the cycle life test",
                "");

        put(labels, CLIMATE, "/sustainability/carbonFootprint", "Carbon footprint", "");

        for (String material : new String[] {"nickel", "lithium", "cobalt", "lead"}) {
            String name = Character.toUpperCase(material.charAt(0)) + material.substring(1);
            String path = "/materials/active/" + material + "/";
            put(labels, MATERIALS, path + "recycled", name + ", recycled share", "%");
            put(labels, MATERIALS, path + "critical", name + " is a critical raw material", "");
            put(labels, MATERIALS, path + "documentation", name + ", documents", "");
        }
        put(labels, MATERIALS, "/materials/active/lead/impactOfSubstances", "Lead, impact", "");
        for (String material : new String[] {"cadmium", "mercury", "lead"}) {
            String name = "Hazardous: " + material;
            String path = "/materials/hazardous/" + material + "/";
            put(labels, MATERIALS, path + "impactOfSubstances", name + ", impact", "");
            put(labels, MATERIALS, path + "critical", name + " is a critical raw material", "");
            put(labels, MATERIALS, path + "documentation", name + ", documents", "");
        }
        put(labels, MATERIALS, "/materials/hazardous/lead/recycled", "Hazardous: lead, recycled share", "%");

        put(labels, SAFETY, "/safety/usableExtinguishAgent", "Extinguishing agents", "");
        put(labels, SAFETY, "/safety/meaningOfLabels", "What the labels mean", "");

        put(labels, END_OF_LIFE, "/sustainability/documents/separateCollection", "Separate collection", "");
        put(labels, END_OF_LIFE, "/sustainability/documents/wastePrevention", "Preventing waste", "");

        put(labels, CONFORMITY, "/conformity/declarationOfConformity", "EU declaration of conformity", "");
        put(labels, CONFORMITY, "/conformity/declarationOfConformityId", "Number of the declaration", "");
        put(labels, CONFORMITY, "/conformity/dueDiligencePolicy", "Due diligence policy", "");
        put(labels, CONFORMITY, "/conformity/thirdPartyAssurance", "Assurance by third parties", "");

        put(labels, PASSPORT, "/metadata/passportIdentifier", "Identifier", "");
        put(labels, PASSPORT, "/metadata/version", "Version", "");
        put(labels, PASSPORT, "/metadata/status", "Status", "");
        put(labels, PASSPORT, "/metadata/issueDate", "Issued", "");
        put(labels, PASSPORT, "/metadata/lastModification", "Changed", "");
        put(labels, PASSPORT, "/metadata/expirationDate", "Expires", "");
        put(labels, PASSPORT, "/metadata/economicOperatorId", "Economic operator", "");
        put(labels, PASSPORT, "/metadata/predecessor", "Passport before this one", "");
        put(labels, PASSPORT, "/metadata/backupReference", "Copy kept at", "");
        put(labels, PASSPORT, "/metadata/registrationIdentifier", "Registration", "");
        put(labels, PASSPORT, "/specVersion", "Form of the data", "");
        return labels;
    }

    private static void put(Map<String, Label> labels, String section, String path, String text, String unit) {
        labels.put(path, new Label(section, text, unit));
    }
}
