package io.celltwin.lifecycle.passport;

import static io.celltwin.lifecycle.passport.AccessTier.AUTHORITY;
import static io.celltwin.lifecycle.passport.AccessTier.LEGITIMATE_INTEREST;
import static io.celltwin.lifecycle.passport.AccessTier.OWNER;
import static io.celltwin.lifecycle.passport.AccessTier.PUBLIC;
import static io.celltwin.lifecycle.passport.Form.date;
import static io.celltwin.lifecycle.passport.Form.flag;
import static io.celltwin.lifecycle.passport.Form.listOf;
import static io.celltwin.lifecycle.passport.Form.matching;
import static io.celltwin.lifecycle.passport.Form.notNegative;
import static io.celltwin.lifecycle.passport.Form.number;
import static io.celltwin.lifecycle.passport.Form.oneOf;
import static io.celltwin.lifecycle.passport.Form.percentage;
import static io.celltwin.lifecycle.passport.Form.structure;
import static io.celltwin.lifecycle.passport.Form.text;
import static io.celltwin.lifecycle.passport.PassportAttribute.mandatory;
import static io.celltwin.lifecycle.passport.PassportAttribute.optional;

import java.util.List;

/**
 * The attributes of Catena-X's battery passport {@value #SPECIFICATION}: where each stands in the document, whether the document
 * must have it, its form, and who may see it by which point of the law.
 *
 * <p>"XIII" is Annex XIII of Regulation (EU) 2023/1542: point 1 is public; points 2 (of the model) and 4 (of the single battery) are for
 * persons with a legitimate interest; point 3 is for notified bodies, market surveillance authorities and the Commission. "ESPR" is
 * Regulation (EU) 2024/1781, whose passport data the model takes over, and which are public. What no law asks for is its owner's.
 * An attribute that is one list, part of which would be public, has the tier of its most confidential part.
 */
final class BatteryPassAttributes {
    /** The version of the document, and its {@code specVersion}. */
    static final String SPECIFICATION = "urn:io.catenax.battery.battery_pass:6.1.0";

    /** Business partner numbers of Catena-X: of a legal entity, and of an address. */
    private static final String BPNL = "BPNL[a-zA-Z0-9]{12}";

    private static final String BPNA = "BPNA[a-zA-Z0-9]{12}";
    private static final String UUID = "(urn:uuid:)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** All of them, in the order of the document. */
    static final List<PassportAttribute> ALL = List.of(
            optional("/specVersion", PUBLIC, "format", text()),
            mandatory(
                    "/identification/category",
                    PUBLIC,
                    "XIII 1(a)",
                    oneOf("SLI", "LMT", "EV", "industrial", "portable", "incorporated")),
            mandatory("/identification/idDmc", PUBLIC, "XIII 1(a)", text()),
            mandatory("/identification/chemistry", PUBLIC, "XIII 1(a)", text()),
            optional(
                    "/identification/identification/serial",
                    PUBLIC,
                    "XIII 1(a)",
                    listOf(structure()
                            .with("key", matching("(manufacturerId|partInstanceId|batchId|van|customKey:\\w+)"))
                            .with("value", text()))),
            optional(
                    "/identification/identification/batch",
                    PUBLIC,
                    "XIII 1(a)",
                    listOf(structure()
                            .with("key", matching("(manufacturerId|batchId|customKey:\\w+)"))
                            .with("value", text()))),
            mandatory("/identification/identification/type/manufacturerPartId", PUBLIC, "XIII 1(a)", text()),
            mandatory("/identification/identification/type/nameAtManufacturer", PUBLIC, "XIII 1(a)", text()),
            mandatory(
                    "/identification/identification/codes",
                    PUBLIC,
                    "ESPR III (c), (d)",
                    listOf(structure().with("key", text()).with("value", text()))),
            mandatory("/identification/identification/dataCarrier/carrierType", PUBLIC, "ESPR 9(1)", text()),
            mandatory("/identification/identification/dataCarrier/carrierLayout", PUBLIC, "ESPR 9(1)", text()),
            mandatory(
                    "/identification/identification/classification",
                    PUBLIC,
                    "ESPR III",
                    listOf(structure()
                            .with("classificationStandard", text())
                            .with("classificationID", text())
                            .optionally("classificationDescription", text()))),
            optional("/operation/intoServiceDate", LEGITIMATE_INTEREST, "XIII 4(b)", date()),
            mandatory(
                    "/operation/manufacturer/facility",
                    PUBLIC,
                    "XIII 1(a)",
                    listOf(structure().with("facility", matching(BPNA)))),
            mandatory("/operation/manufacturer/manufacturer", PUBLIC, "XIII 1(a)", matching(BPNL)),
            optional("/operation/manufacturer/manufacturingDate", PUBLIC, "XIII 1(a)", date()),
            mandatory(
                    "/characteristics/warranty",
                    PUBLIC,
                    "XIII 1(m)",
                    structure()
                            .with("lifeValue", number())
                            .with(
                                    "lifeUnit",
                                    oneOf(
                                            "unit:day",
                                            "unit:month",
                                            "unit:year",
                                            "unit:cycle",
                                            "unit:runningOrOperatingHour"))),
            optional("/characteristics/physicalDimension/height", OWNER, "none", length()),
            optional("/characteristics/physicalDimension/length", OWNER, "none", length()),
            optional("/characteristics/physicalDimension/width", OWNER, "none", length()),
            mandatory(
                    "/characteristics/physicalDimension/weight",
                    PUBLIC,
                    "XIII 1(a)",
                    structure()
                            .with("value", number())
                            .with(
                                    "unit",
                                    oneOf(
                                            "unit:gram",
                                            "unit:kilogram",
                                            "unit:tonneMetricTon",
                                            "unit:tonUsOrShortTonUkorus",
                                            "unit:ounceAvoirdupois",
                                            "unit:pound"))),
            mandatory("/sustainability/documents/separateCollection", PUBLIC, "XIII 1(s)", documents()),
            mandatory("/sustainability/documents/wastePrevention", PUBLIC, "XIII 1(s)", documents()),
            optional("/sustainability/documents/euTaxonomyDisclosureStatement", OWNER, "none", documents()),
            optional("/sustainability/documents/sustainabilityReport", OWNER, "none", documents()),
            mandatory(
                    "/sustainability/carbonFootprint",
                    PUBLIC,
                    "XIII 1(c)",
                    listOf(structure()
                            .with("value", notNegative())
                            .with("rulebook", documents())
                            .with("lifecycle", text())
                            .with("unit", text())
                            .with("type", impactCategory())
                            .optionally("performanceClass", text())
                            .with("manufacturingPlant", listOf(structure().with("facility", matching(BPNA))))
                            .with("declaration", documents()))),
            mandatory(
                    "/sustainability/status",
                    LEGITIMATE_INTEREST,
                    "XIII 4(c)",
                    oneOf("original", "repurposed", "re-used", "remanufactured", "waste")),
            mandatory("/materials/active/nickel/location", LEGITIMATE_INTEREST, "XIII 2(a)", text()),
            mandatory("/materials/active/nickel/recycled", PUBLIC, "XIII 1(e)", percentage()),
            mandatory("/materials/active/nickel/documentation", PUBLIC, "XIII 1(b)", documents()),
            mandatory("/materials/active/nickel/critical", PUBLIC, "XIII 1(b)", flag()),
            mandatory("/materials/active/lithium/location", LEGITIMATE_INTEREST, "XIII 2(a)", text()),
            mandatory("/materials/active/lithium/recycled", PUBLIC, "XIII 1(e)", percentage()),
            mandatory("/materials/active/lithium/documentation", PUBLIC, "XIII 1(b)", documents()),
            mandatory("/materials/active/lithium/critical", PUBLIC, "XIII 1(b)", flag()),
            mandatory("/materials/active/cobalt/location", LEGITIMATE_INTEREST, "XIII 2(a)", text()),
            mandatory("/materials/active/cobalt/recycled", PUBLIC, "XIII 1(e)", percentage()),
            mandatory("/materials/active/cobalt/documentation", PUBLIC, "XIII 1(b)", documents()),
            mandatory("/materials/active/cobalt/critical", PUBLIC, "XIII 1(b)", flag()),
            mandatory("/materials/active/lead/impactOfSubstances", PUBLIC, "XIII 1(s)", documents()),
            mandatory("/materials/active/lead/critical", PUBLIC, "XIII 1(b)", flag()),
            mandatory("/materials/active/lead/documentation", PUBLIC, "XIII 1(b)", documents()),
            mandatory("/materials/active/lead/recycled", PUBLIC, "XIII 1(e)", percentage()),
            mandatory("/materials/active/lead/location", LEGITIMATE_INTEREST, "XIII 2(a)", text()),
            mandatory("/materials/active/lead/concentration", LEGITIMATE_INTEREST, "XIII 2(a)", notNegative()),
            mandatory("/materials/active/lead/materialUnit", LEGITIMATE_INTEREST, "XIII 2(a)", concentrationUnit()),
            optional(
                    "/materials/active/other",
                    LEGITIMATE_INTEREST,
                    "XIII 2(a)",
                    listOf(structure()
                            .with("location", text())
                            .with("recycled", percentage())
                            .with("documentation", documents())
                            .with("critical", flag())
                            .with("materialIdentification", substances()))),
            mandatory("/materials/hazardous/cadmium/impactOfSubstances", PUBLIC, "XIII 1(s)", documents()),
            mandatory("/materials/hazardous/cadmium/concentration", LEGITIMATE_INTEREST, "XIII 2(a)", notNegative()),
            mandatory("/materials/hazardous/cadmium/location", LEGITIMATE_INTEREST, "XIII 2(a)", text()),
            mandatory(
                    "/materials/hazardous/cadmium/materialUnit", LEGITIMATE_INTEREST, "XIII 2(a)", concentrationUnit()),
            mandatory("/materials/hazardous/cadmium/critical", PUBLIC, "XIII 1(b)", flag()),
            mandatory("/materials/hazardous/cadmium/documentation", PUBLIC, "XIII 1(b)", documents()),
            mandatory("/materials/hazardous/mercury/impactOfSubstances", PUBLIC, "XIII 1(s)", documents()),
            mandatory("/materials/hazardous/mercury/concentration", LEGITIMATE_INTEREST, "XIII 2(a)", notNegative()),
            mandatory("/materials/hazardous/mercury/location", LEGITIMATE_INTEREST, "XIII 2(a)", text()),
            mandatory(
                    "/materials/hazardous/mercury/materialUnit", LEGITIMATE_INTEREST, "XIII 2(a)", concentrationUnit()),
            mandatory("/materials/hazardous/mercury/critical", PUBLIC, "XIII 1(b)", flag()),
            mandatory("/materials/hazardous/mercury/documentation", PUBLIC, "XIII 1(b)", documents()),
            optional(
                    "/materials/hazardous/other",
                    LEGITIMATE_INTEREST,
                    "XIII 2(a)",
                    listOf(structure()
                            .with("impactOfSubstances", documents())
                            .with("materialUnit", concentrationUnit())
                            .with("concentration", notNegative())
                            .with("materialIdentification", substances())
                            .with("documentation", documents())
                            .with("critical", flag())
                            .with("location", text()))),
            mandatory("/materials/hazardous/lead/impactOfSubstances", PUBLIC, "XIII 1(s)", documents()),
            mandatory("/materials/hazardous/lead/critical", PUBLIC, "XIII 1(b)", flag()),
            mandatory("/materials/hazardous/lead/documentation", PUBLIC, "XIII 1(b)", documents()),
            mandatory("/materials/hazardous/lead/recycled", PUBLIC, "XIII 1(e)", percentage()),
            mandatory("/materials/hazardous/lead/location", LEGITIMATE_INTEREST, "XIII 2(a)", text()),
            mandatory("/materials/hazardous/lead/concentration", LEGITIMATE_INTEREST, "XIII 2(a)", notNegative()),
            mandatory("/materials/hazardous/lead/materialUnit", LEGITIMATE_INTEREST, "XIII 2(a)", concentrationUnit()),
            mandatory(
                    "/materials/composition",
                    LEGITIMATE_INTEREST,
                    "XIII 2(a)",
                    listOf(structure()
                            .with("id", substances())
                            .with("concentration", notNegative())
                            .with("unit", concentrationUnit())
                            .with("critical", flag())
                            .with("documentation", documents())
                            .with("recycled", percentage())
                            .with("location", text())
                            .with("renewable", percentage()))),
            mandatory("/performance/rated/voltage/min", PUBLIC, "XIII 1(h)", number()),
            mandatory("/performance/rated/voltage/max", PUBLIC, "XIII 1(h)", number()),
            mandatory("/performance/rated/voltage/nominal", PUBLIC, "XIII 1(h)", number()),
            optional("/performance/rated/voltage/temperature", PUBLIC, "XIII 1(h)", number()),
            mandatory(
                    "/performance/rated/roundTripEfficiency/depthOfDischarge",
                    LEGITIMATE_INTEREST,
                    "XIII 4(a)",
                    number()),
            mandatory("/performance/rated/roundTripEfficiency/initial", PUBLIC, "XIII 1(n)", number()),
            mandatory("/performance/rated/roundTripEfficiency/50PercentLife", PUBLIC, "XIII 1(n)", number()),
            optional("/performance/rated/roundTripEfficiency/temperature", PUBLIC, "XIII 1(n)", number()),
            optional(
                    "/performance/rated/energy",
                    LEGITIMATE_INTEREST,
                    "XIII 4(b)",
                    structure().with("value", number()).optionally("temperature", number())),
            mandatory("/performance/rated/resistance/cell", PUBLIC, "XIII 1(o)", number()),
            optional("/performance/rated/resistance/module", PUBLIC, "XIII 1(o)", number()),
            mandatory("/performance/rated/resistance/pack", PUBLIC, "XIII 1(o)", number()),
            optional("/performance/rated/resistance/temperature", PUBLIC, "XIII 1(o)", number()),
            mandatory("/performance/rated/power/value", PUBLIC, "XIII 1(i)", number()),
            mandatory("/performance/rated/power/at20SoC", LEGITIMATE_INTEREST, "XIII 4(a)", number()),
            mandatory("/performance/rated/power/at80SoC", LEGITIMATE_INTEREST, "XIII 4(a)", number()),
            optional("/performance/rated/power/temperature", PUBLIC, "XIII 1(i)", number()),
            mandatory("/performance/rated/capacity/value", PUBLIC, "XIII 1(g)", number()),
            mandatory("/performance/rated/capacity/thresholdExhaustion", PUBLIC, "XIII 1(k)", number()),
            optional("/performance/rated/capacity/temperature", PUBLIC, "XIII 1(g)", number()),
            optional("/performance/rated/performanceDocument", AUTHORITY, "XIII 3", documents()),
            mandatory("/performance/rated/temperature/lower", PUBLIC, "XIII 1(l)", number()),
            mandatory("/performance/rated/temperature/upper", PUBLIC, "XIII 1(l)", number()),
            mandatory("/performance/rated/selfDischargingRate", LEGITIMATE_INTEREST, "XIII 4(b)", number()),
            optional("/performance/rated/testReport", AUTHORITY, "XIII 3", documents()),
            mandatory("/performance/rated/lifetime/expectedYears", LEGITIMATE_INTEREST, "XIII 4(a)", number()),
            mandatory("/performance/rated/lifetime/report", AUTHORITY, "XIII 3", documents()),
            mandatory("/performance/rated/lifetime/cycleLifeTesting/temperature", PUBLIC, "XIII 1(j)", number()),
            mandatory("/performance/rated/lifetime/cycleLifeTesting/cycles", PUBLIC, "XIII 1(j)", number()),
            mandatory(
                    "/performance/rated/lifetime/cycleLifeTesting/depthOfDischarge",
                    LEGITIMATE_INTEREST,
                    "XIII 4(a)",
                    number()),
            mandatory("/performance/rated/lifetime/cycleLifeTesting/appliedChargeRate", PUBLIC, "XIII 1(p)", number()),
            mandatory(
                    "/performance/rated/lifetime/cycleLifeTesting/appliedDischargeRate", PUBLIC, "XIII 1(p)", number()),
            mandatory("/performance/dynamic/stateOfCharge", LEGITIMATE_INTEREST, "XIII 4(d)", measured()),
            mandatory("/performance/dynamic/fullCycles", LEGITIMATE_INTEREST, "XIII 4(d)", measured()),
            optional("/performance/dynamic/performanceDocument", AUTHORITY, "XIII 3", documents()),
            mandatory("/performance/dynamic/selfDischargingRate", LEGITIMATE_INTEREST, "XIII 4(b)", number()),
            mandatory("/performance/dynamic/power/fade", LEGITIMATE_INTEREST, "XIII 4(a)", measured()),
            mandatory("/performance/dynamic/power/remaining", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            mandatory("/performance/dynamic/capacity/fade", LEGITIMATE_INTEREST, "XIII 4(a)", measured()),
            mandatory("/performance/dynamic/capacity/throughput", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            mandatory("/performance/dynamic/capacity/capacity", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            mandatory("/performance/dynamic/roundTripEfficiency/fade", LEGITIMATE_INTEREST, "XIII 4(a)", measured()),
            mandatory(
                    "/performance/dynamic/roundTripEfficiency/remaining", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            mandatory("/performance/dynamic/resistance/increase/pack", LEGITIMATE_INTEREST, "XIII 4(a)", measured()),
            optional("/performance/dynamic/resistance/increase/module", LEGITIMATE_INTEREST, "XIII 4(a)", measured()),
            mandatory("/performance/dynamic/resistance/increase/cell", LEGITIMATE_INTEREST, "XIII 4(a)", measured()),
            mandatory("/performance/dynamic/resistance/remaining/pack", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            optional("/performance/dynamic/resistance/remaining/module", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            mandatory("/performance/dynamic/resistance/remaining/cell", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            mandatory("/performance/dynamic/energy/soce", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            mandatory("/performance/dynamic/energy/remaining", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            optional("/performance/dynamic/energy/throughput", LEGITIMATE_INTEREST, "XIII 4(b)", measured()),
            optional("/performance/dynamic/negativeEvents", LEGITIMATE_INTEREST, "XIII 4(d)", documents()),
            optional("/performance/dynamic/operatingEnvironment", LEGITIMATE_INTEREST, "XIII 4(d)", documents()),
            optional("/conformity/declarationOfConformityId", PUBLIC, "XIII 1(r)", text()),
            mandatory("/conformity/declarationOfConformity", PUBLIC, "XIII 1(r)", documents()),
            mandatory("/conformity/resultOfTestReport", AUTHORITY, "XIII 3", documents()),
            mandatory("/conformity/thirdPartyAssurance", PUBLIC, "XIII 1(d)", documents()),
            mandatory("/conformity/dueDiligencePolicy", PUBLIC, "XIII 1(d)", documents()),
            mandatory(
                    "/safety/usableExtinguishAgent",
                    PUBLIC,
                    "XIII 1(a)",
                    listOf(structure()
                            .optionally("document", documents())
                            .with("media", text())
                            .with("fireClass", text()))),
            mandatory("/safety/safetyMeasures", LEGITIMATE_INTEREST, "XIII 2(d)", documents()),
            mandatory("/safety/meaningOfLabels", PUBLIC, "XIII 1(s)", documents()),
            optional("/safety/safeDischarging", LEGITIMATE_INTEREST, "XIII 2(d)", documents()),
            mandatory("/safety/dismantling", LEGITIMATE_INTEREST, "XIII 2(c)", documents()),
            optional("/safety/removalFromAppliance", LEGITIMATE_INTEREST, "XIII 2(c)", documents()),
            optional(
                    "/sources",
                    OWNER,
                    "none",
                    listOf(structure()
                            .with("content", text())
                            .with("category", sourceCategory())
                            .with("type", text())
                            .with("header", text(100)))),
            mandatory("/metadata/version", PUBLIC, "ESPR III", text()),
            optional("/metadata/status", PUBLIC, "ESPR III", oneOf("draft", "approved", "invalid", "expired")),
            mandatory("/metadata/expirationDate", PUBLIC, "ESPR III", date()),
            mandatory("/metadata/issueDate", PUBLIC, "ESPR III", date()),
            mandatory("/metadata/economicOperatorId", PUBLIC, "ESPR III", matching(BPNL)),
            mandatory("/metadata/passportIdentifier", PUBLIC, "ESPR III", matching(UUID)),
            mandatory("/metadata/predecessor", PUBLIC, "ESPR III", matching(UUID)),
            mandatory("/metadata/backupReference", PUBLIC, "ESPR III", text()),
            optional("/metadata/registrationIdentifier", PUBLIC, "ESPR III", text()),
            optional("/metadata/lastModification", PUBLIC, "ESPR III", date()),
            optional("/commercial/placedOnMarket", OWNER, "none", date()),
            mandatory("/commercial/purpose", OWNER, "none", listOf(text())),
            mandatory(
                    "/handling/content/producer",
                    LEGITIMATE_INTEREST,
                    "XIII 2(b)",
                    listOf(structure().with("id", matching(BPNL)))),
            mandatory(
                    "/handling/content/sparePart",
                    LEGITIMATE_INTEREST,
                    "XIII 2(b)",
                    listOf(structure().with("manufacturerPartId", text()).with("nameAtManufacturer", text()))),
            mandatory("/handling/applicable", LEGITIMATE_INTEREST, "XIII 2(b)", flag()));

    private BatteryPassAttributes() {}

    private static Form documents() {
        return listOf(
                structure().with("content", text()).with("contentType", text()).with("header", text(100)));
    }

    /** xsd:dateTime, as twins and records give times. */
    private static Form measured() {
        return structure()
                .with("value", number())
                .with(
                        "time",
                        matching(
                                "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?"
                                        + "(Z|[+-](0\\d|1[0-3]):[0-5]\\d)?"));
    }

    private static Form length() {
        return structure()
                .with("value", number())
                .with(
                        "unit",
                        oneOf(
                                "unit:millimetre",
                                "unit:centimetre",
                                "unit:metre",
                                "unit:kilometre",
                                "unit:inch",
                                "unit:foot",
                                "unit:yard"));
    }

    private static Form concentrationUnit() {
        return oneOf(
                "unit:partPerMillion",
                "unit:percent",
                "unit:percentVolume",
                "unit:partPerThousand",
                "unit:partPerTrillionUs",
                "unit:partPerBillionUs");
    }

    private static Form substances() {
        return listOf(structure()
                .with("id", text())
                .with("type", oneOf("CAS", "EC", "IUPAC"))
                .with("name", text()));
    }

    private static Form impactCategory() {
        return oneOf(
                "Climate Change Total",
                "Climate Change Fossil",
                "Climate Change Biogenic Removals and Emissions",
                "Climate Change Land Use and Land Use Change",
                "Ozone Depletion",
                "Acidification",
                "Eutrophication Aquatic Freshwater",
                "Eutrophication Fresh Marine",
                "Eutrophication Terrestrial",
                "Photochemical Ozone Formation",
                "Abiotic Depletion- Minerals and Metals",
                "Fossil Fuels",
                "Water Use",
                "Particulate Matter Emissions",
                "Ionizing Radiation, Human Health",
                "Eco-Toxicity",
                "Human Toxicity, Cancer Effects",
                "Human Toxicity, Non-Cancer Effects",
                "Land Use Related Impacts/Soil Quality");
    }

    private static Form sourceCategory() {
        return oneOf(
                "Product Specifications",
                "Manufacturer Information",
                "User Manuals and Guides",
                "Certifications and Compliance",
                "Product Images and Videos",
                "Warranty Information",
                "Reviews and Ratings",
                "Product Variations",
                "Supply Chain Information",
                "Environmental Impact",
                "Compatibility and Accessories",
                "FAQs and Support",
                "Purchase and Retail Information",
                "Privacy and Data Handling",
                "Third-Party Integrations",
                "Legal Information",
                "Safety Information",
                "Repair and Installation",
                "Waste Generation and Prevention",
                "Specific Voluntary Labels",
                "Product Packaging",
                "Return and Disposal",
                "End of Life",
                "Material and Substance Information",
                "Technical Documentation",
                "Treatment facilities",
                "Other");
    }
}
