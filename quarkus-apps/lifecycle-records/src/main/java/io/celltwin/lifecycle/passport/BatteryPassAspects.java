package io.celltwin.lifecycle.passport;

import static io.celltwin.lifecycle.passport.AccessTier.AUTHORITY;
import static io.celltwin.lifecycle.passport.AccessTier.LEGITIMATE_INTEREST;
import static io.celltwin.lifecycle.passport.AccessTier.OWNER;
import static io.celltwin.lifecycle.passport.AccessTier.PUBLIC;
import static io.celltwin.lifecycle.passport.Form.dateTime;
import static io.celltwin.lifecycle.passport.Form.flag;
import static io.celltwin.lifecycle.passport.Form.listOf;
import static io.celltwin.lifecycle.passport.Form.matching;
import static io.celltwin.lifecycle.passport.Form.never;
import static io.celltwin.lifecycle.passport.Form.notNegative;
import static io.celltwin.lifecycle.passport.Form.number;
import static io.celltwin.lifecycle.passport.Form.object;
import static io.celltwin.lifecycle.passport.Form.oneOf;
import static io.celltwin.lifecycle.passport.Form.percentage;
import static io.celltwin.lifecycle.passport.Form.structure;
import static io.celltwin.lifecycle.passport.Form.text;
import static io.celltwin.lifecycle.passport.Form.uri;
import static io.celltwin.lifecycle.passport.Form.wholeNumber;
import static io.celltwin.lifecycle.passport.PassportAttribute.mandatory;
import static io.celltwin.lifecycle.passport.PassportAttribute.optional;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The aspects of the BatteryPass data model 1.2 (DIN DKE SPEC 99100): where each attribute stands, whether the document must have it, its
 * form, and who may see it by which point of the law, told as for {@link BatteryPassAttributes}. Names are the model's, with its
 * spelling. Performance and durability is of version 1.2.1, which replaced 1.2.0; all others are of 1.2.0.
 */
final class BatteryPassAspects {
    private static final String URN = "urn:samm:io.BatteryPass.";
    /** The model's own expression, in which a backslash is missing: it takes few of the addresses that there are. */
    private static final String OPERATORS_EMAIL = "[w.-]+@[w.-]+.[A-Za-z]{2,}";

    private static final String SUPPLIERS_EMAIL = "[\\w.-]+@[\\w.-]+\\.[A-Za-z]{2,}";
    private static final String CAS = "\\d{2,7}-\\d{2}-\\d{1}";

    private static final BatteryPassAspect GENERAL_PRODUCT_INFORMATION = new BatteryPassAspect(
            "GeneralProductInformation",
            URN + "GeneralProductInformation:1.2.0#GeneralProductInformation",
            List.of(
                    mandatory("/productIdentifier", PUBLIC, "XIII 1(a)", text()),
                    mandatory("/batteryPassportIdentifier", PUBLIC, "XIII 1(a)", matching("urn:[a-z0-9]+:[a-z0-9]+")),
                    mandatory("/batteryCategory", PUBLIC, "XIII 1(a)", oneOf("lmt", "ev", "industrial", "stationary")),
                    mandatory("/manufacturerInformation", PUBLIC, "XIII 1(a)", operator()),
                    mandatory("/manufacturingDate", PUBLIC, "XIII 1(a)", dateTime()),
                    mandatory(
                            BatteryPassSources.BATTERY_STATUS,
                            LEGITIMATE_INTEREST,
                            "XIII 4(c)",
                            oneOf("Original", "Repurposed", "Reused", "Remanufactured", "Waste")),
                    mandatory("/batteryMass", PUBLIC, "XIII 1(a)", notNegative()),
                    mandatory("/manufacturingPlace", PUBLIC, "XIII 1(a)", address()),
                    mandatory("/operatorInformation", PUBLIC, "XIII 1(a)", operator()),
                    mandatory("/puttingIntoService", LEGITIMATE_INTEREST, "XIII 4(b)", dateTime()),
                    mandatory(
                            "/warrentyPeriod",
                            PUBLIC,
                            "XIII 1(m)",
                            matching("--(0[1-9]|1[0-2])(Z|[+-]((0\\d|1[0-3]):[0-5]\\d|14:00))?"))));

    private static final BatteryPassAspect CARBON_FOOTPRINT = new BatteryPassAspect(
            "CarbonFootprintForBatteries",
            URN + "CarbonFootprint:1.2.0#CarbonFootprintForBatteries",
            List.of(
                    mandatory("/batteryCarbonFootprint", PUBLIC, "XIII 1(c)", notNegative()),
                    mandatory(
                            "/carbonFootprintPerLifecycleStage",
                            PUBLIC,
                            "XIII 1(c)",
                            listOf(structure()
                                    .with(
                                            "lifecycleStage",
                                            oneOf(
                                                    "RawMaterialExtraction",
                                                    "MainProduction",
                                                    "Distribution",
                                                    "Recycling"))
                                    .with("carbonFootprint", number()))),
                    mandatory(BatteryPassSources.PERFORMANCE_CLASS, PUBLIC, "XIII 1(c)", never()),
                    mandatory("/carbonFootprintStudy", PUBLIC, "XIII 1(c)", uri()),
                    optional("/absoluteCarbonFootprint", PUBLIC, "XIII 1(c)", notNegative())));

    private static final BatteryPassAspect SUPPLY_CHAIN_DUE_DILIGENCE = new BatteryPassAspect(
            "SupplyChainDueDiligence",
            URN + "SupplyChainDueDiligence:1.2.0#SupplyChainDueDiligence",
            List.of(
                    mandatory("/supplyChainDueDiligenceReport", PUBLIC, "XIII 1(d)", uri()),
                    optional("/thirdPartyAussurances", PUBLIC, "XIII 1(d)", uri()),
                    optional("/supplyChainIndicies", OWNER, "none", number())));

    private static final BatteryPassAspect MATERIAL_COMPOSITION = new BatteryPassAspect(
            "MaterialComposition",
            URN + "MaterialComposition:1.2.0#MaterialComposition",
            List.of(
                    mandatory("/batteryChemistry/shortName", PUBLIC, "XIII 1(b)", text()),
                    mandatory("/batteryChemistry/clearName", PUBLIC, "XIII 1(b)", text()),
                    mandatory(
                            "/batteryMaterials",
                            LEGITIMATE_INTEREST,
                            "XIII 2(a)",
                            listOf(structure()
                                    .with("batteryMaterialLocation", component())
                                    .with("batteryMaterialIdentifier", matching(CAS))
                                    .with("batteryMaterialName", text())
                                    .with("batteryMaterialMass", notNegative())
                                    .with("isCriticalRawMaterial", flag()))),
                    mandatory(
                            "/hazardousSubstances",
                            PUBLIC,
                            "XIII 1(b)",
                            listOf(structure()
                                    .with(
                                            "hazardousSubstanceClass",
                                            oneOf(
                                                    "AcuteToxicity",
                                                    "SkinCorrosionOrIrritation",
                                                    "EyeDamageOrIrritation"))
                                    .with("hazardousSubstanceName", text())
                                    .with("hazardousSubstanceConcentration", notNegative())
                                    .with("hazardousSubstanceImpact", listOf(text()))
                                    .with("hazardousSubstanceLocation", component())
                                    .with("hazardousSubstanceIdentifier", matching(CAS))))));

    private static final BatteryPassAspect CIRCULARITY = new BatteryPassAspect(
            "Circularity",
            URN + "Circularity:1.2.0#Circularity",
            List.of(
                    mandatory(
                            "/dismantlingAndRemovalInformation",
                            LEGITIMATE_INTEREST,
                            "XIII 2(c)",
                            listOf(structure()
                                    .with(
                                            "documentType",
                                            oneOf(
                                                    "BillOfMaterial",
                                                    "Model3D",
                                                    "DismantlingManual",
                                                    "RemovalManual",
                                                    "OtherManual",
                                                    "Drawing"))
                                    .with("mimeType", text())
                                    .with("documentURL", uri()))),
                    mandatory(
                            "/sparePartSources",
                            LEGITIMATE_INTEREST,
                            "XIII 2(b)",
                            listOf(structure()
                                    .with("nameOfSupplier", text())
                                    .with("addressOfSupplier", address())
                                    .with("emailAddressOfSupplier", matching(SUPPLIERS_EMAIL))
                                    .with("supplierWebAddress", uri())
                                    .with(
                                            "components",
                                            listOf(structure()
                                                    .with("partName", text())
                                                    .with("partNumber", text()))))),
                    mandatory(
                            BatteryPassSources.RECYCLED_CONTENT,
                            PUBLIC,
                            "XIII 1(e)",
                            listOf(structure()
                                    .with("preConsumerShare", percentage())
                                    .with("recycledMaterial", oneOf("Cobalt", "Nickel", "Lithium", "Lead"))
                                    .with("postConsumerShare", percentage()))),
                    mandatory("/safetyMeasures/safetyInstructions", LEGITIMATE_INTEREST, "XIII 2(d)", uri()),
                    mandatory("/safetyMeasures/extinguishingAgent", PUBLIC, "XIII 1(a)", listOf(text())),
                    mandatory("/endOfLifeInformation/wastePrevention", PUBLIC, "XIII 1(s)", uri()),
                    mandatory("/endOfLifeInformation/separateCollection", PUBLIC, "XIII 1(s)", uri()),
                    mandatory("/endOfLifeInformation/informationOnCollection", PUBLIC, "XIII 1(s)", uri()),
                    mandatory("/renewableContent", PUBLIC, "XIII 1(f)", percentage())));

    private static final BatteryPassAspect LABELING = new BatteryPassAspect(
            "Labeling",
            URN + "Labels:1.2.0#Labeling",
            List.of(
                    mandatory("/declarationOfConformity", PUBLIC, "XIII 1(r)", uri()),
                    mandatory("/resultOfTestReport", AUTHORITY, "XIII 3", uri()),
                    mandatory(
                            "/labels",
                            PUBLIC,
                            "XIII 1(q)",
                            listOf(structure()
                                    .with("labelingSymbol", uri())
                                    .with("labelingMeaning", object())
                                    .with(
                                            "labelingSubject",
                                            oneOf(
                                                    "SeparateCollection",
                                                    "HazardousMaterial",
                                                    "CarbonFootPrint",
                                                    "ExtinguishingAgent"))))));

    private static final String RATED = "/batteryTechicalProperties/";
    private static final String NOW = BatteryPassSources.CONDITION;

    private static final BatteryPassAspect PERFORMANCE_AND_DURABILITY = new BatteryPassAspect(
            "PerformanceAndDurability",
            URN + "Performance:1.2.1#PerformanceAndDurability",
            List.of(
                    mandatory(RATED + "originalPowerCapability", PUBLIC, "XIII 1(i)", listOf(power())),
                    mandatory(RATED + "ratedMaximumPower", PUBLIC, "XIII 1(i)", number()),
                    mandatory(RATED + "powerCapabilityRatio", LEGITIMATE_INTEREST, "XIII 4(a)", number()),
                    mandatory(RATED + "ratedEnergy", LEGITIMATE_INTEREST, "XIII 4(b)", number()),
                    mandatory(RATED + "expectedNumberOfCycles", PUBLIC, "XIII 1(j)", wholeNumber(Long.MAX_VALUE)),
                    mandatory(RATED + "initialSelfDischarge", LEGITIMATE_INTEREST, "XIII 4(b)", number()),
                    mandatory(RATED + "roundtripEfficiency", PUBLIC, "XIII 1(n)", number()),
                    mandatory(RATED + "ratedCapacity", PUBLIC, "XIII 1(g)", number()),
                    mandatory(
                            RATED + "initialInternalResistance",
                            PUBLIC,
                            "XIII 1(o)",
                            listOf(structure()
                                    .with("ohmicResistance", notNegative())
                                    .with("batteryComponent", batteryComponent()))),
                    mandatory(
                            RATED + "expectedLifetime", LEGITIMATE_INTEREST, "XIII 4(a)", wholeNumber(Short.MAX_VALUE)),
                    optional(RATED + "cRate", LEGITIMATE_INTEREST, "XIII 4(a)", number()),
                    mandatory(RATED + "nominalVoltage", PUBLIC, "XIII 1(h)", number()),
                    mandatory(RATED + "minimumVoltage", PUBLIC, "XIII 1(h)", number()),
                    mandatory(RATED + "maximumVoltage", PUBLIC, "XIII 1(h)", number()),
                    mandatory(RATED + "capacityThresholdForExhaustion", PUBLIC, "XIII 1(k)", number()),
                    mandatory(RATED + "lifetimeReferenceTest", PUBLIC, "XIII 1(j)", uri()),
                    mandatory(RATED + "cRateLifeCycleTest", PUBLIC, "XIII 1(p)", number()),
                    mandatory(
                            RATED + "temperatureRangeIdleState",
                            PUBLIC,
                            "XIII 1(l)",
                            structure().with("minimum", temperature()).with("maximum", temperature())),
                    mandatory(RATED + "roundTripEfficiencyat50PerCentCycleLife", PUBLIC, "XIII 1(n)", number()),
                    mandatory(RATED + "roundTripEfficiencyFade", LEGITIMATE_INTEREST, "XIII 4(a)", number()),
                    mandatory(RATED + "powerFade", LEGITIMATE_INTEREST, "XIII 4(a)", number()),
                    condition("energyThroughput", "XIII 4(b)"),
                    condition("capacityThroughput", "XIII 4(b)"),
                    condition("numberOfFullCycles", "XIII 4(d)"),
                    condition("stateOfCertifiedEnergy", "XIII 4(b)"),
                    condition("capacityFade", "XIII 4(a)"),
                    condition("remainingEnergy", "XIII 4(b)"),
                    condition("remainingCapacity", "XIII 4(b)"),
                    mandatory(
                            NOW + "negativeEvents",
                            LEGITIMATE_INTEREST,
                            "XIII 4(d)",
                            listOf(structure().with("negativeEvent", text()).with("lastUpdate", dateTime()))),
                    mandatory(
                            NOW + "temperatureInformation",
                            LEGITIMATE_INTEREST,
                            "XIII 4(d)",
                            structure()
                                    .with("timeExtremeHighTemp", notNegative())
                                    .with("timeExtremeLowTemp", notNegative())
                                    .with("timeExtremeHighTempCharging", notNegative())
                                    .with("timeExtremeLowTempCharging", notNegative())
                                    .with("lastUpdate", dateTime())),
                    mandatory(
                            NOW + "remainingPowerCapability",
                            LEGITIMATE_INTEREST,
                            "XIII 4(b)",
                            structure()
                                    .with("remainingPowerCapabilityValue", power())
                                    .with("lastUpdate", dateTime())),
                    condition("evolutionOfSelfDischarge", "XIII 4(b)"),
                    condition("currentSelfDischargingRate", "XIII 4(b)"),
                    mandatory(
                            NOW + "internalResistanceIncrease",
                            LEGITIMATE_INTEREST,
                            "XIII 4(a)",
                            listOf(structure()
                                    .with("internalResistanceIncreaseValue", number())
                                    .with("lastUpdate", dateTime())
                                    .with("batteryComponent", batteryComponent()))),
                    condition("remainingRoundTripEnergyEfficiency", "XIII 4(b)"),
                    condition("stateOfCharge", "XIII 4(d)")));

    /** All of them. */
    static final List<BatteryPassAspect> ALL = List.of(
            GENERAL_PRODUCT_INFORMATION,
            CARBON_FOOTPRINT,
            SUPPLY_CHAIN_DUE_DILIGENCE,
            MATERIAL_COMPOSITION,
            CIRCULARITY,
            LABELING,
            PERFORMANCE_AND_DURABILITY);

    private BatteryPassAspects() {}

    /**
     * The aspect of that name.
     *
     * @throws IllegalArgumentException if there is none, with a message for the caller
     */
    static BatteryPassAspect of(String name) {
        Optional<BatteryPassAspect> aspect =
                ALL.stream().filter(one -> one.name().equals(name)).findFirst();
        return aspect.orElseThrow(() -> new IllegalArgumentException(
                ALL.stream().map(BatteryPassAspect::name).collect(Collectors.joining(", ", "The aspects are ", "."))));
    }

    /** A number that changes with use, named as the model does, and when it was so. */
    private static PassportAttribute condition(String name, String source) {
        return mandatory(
                NOW + name,
                LEGITIMATE_INTEREST,
                source,
                structure().with(name + "Value", number()).with("lastUpdate", dateTime()));
    }

    private static Form power() {
        return structure().with("atSoC", percentage()).with("powerCapabilityAt", notNegative());
    }

    /** In °C, as the model bounds it. */
    private static Form temperature() {
        return value -> number().accepts(value) && value.doubleValue() >= -100 && value.doubleValue() <= 200;
    }

    private static Form batteryComponent() {
        return oneOf("pack", "module", "cell");
    }

    private static Form component() {
        return structure().with("componentName", text()).optionally("componentId", text());
    }

    private static Form.Structure address() {
        return structure()
                .with("addressCountry", text())
                .with("postalCode", text())
                .with("streetAddress", text());
    }

    private static Form operator() {
        return structure()
                .with("contactName", text())
                .with("postalAddress", address())
                .with("identifier", text())
                .optionally("emailAddress", matching(OPERATORS_EMAIL))
                .optionally("webAddress", uri());
    }
}
