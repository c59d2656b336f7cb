package io.celltwin.training.failure;

import io.celltwin.maintenance.learned.DerivedFeature;
import io.celltwin.maintenance.learned.DerivedFeature.Operation;
import io.celltwin.maintenance.learned.EventModel;
import io.celltwin.maintenance.learned.ModelInput;
import io.celltwin.training.battery.RecordedData;
import java.util.ArrayList;
import java.util.List;

/**
 * AI4I 2020 (Matzka 2020): 10 000 rows of a milling machine. Tool wear falls where the tool is changed, which makes 120 tools; these
 * are the groups of the cross-validation. The columns of failure modes are what is learnt, and never inputs.
 *
 * @param inputs by row
 * @param failed whether the machine failed, by row
 * @param modes whether each mode happened, by mode and row
 * @param tool the tool of each row
 */
record MillingData(double[][] inputs, boolean[] failed, boolean[][] modes, int[] tool) {

    static final String FILE = "ai4i2020/ai4i2020.csv.gz";

    static final List<ModelInput> INPUTS = List.of(
            new ModelInput("quality", "", List.of("L", "M", "H")),
            new ModelInput("airTemperature", "DEG_C", List.of()),
            new ModelInput("processTemperature", "DEG_C", List.of()),
            new ModelInput("rotationalSpeed", "REV-PER-MIN", List.of()),
            new ModelInput("torque", "N-M", List.of()),
            new ModelInput("toolWear", "MIN", List.of()));

    static final List<DerivedFeature> DERIVED = List.of(
            new DerivedFeature("power", Operation.PRODUCT, 4, 3),
            new DerivedFeature("temperature difference", Operation.DIFFERENCE, 2, 1),
            new DerivedFeature("overstrain", Operation.PRODUCT, 5, 4));

    /** Modes that have a cause in the inputs; RNF, random failures, has none. */
    static final List<String> MODES = List.of("TWF", "HDF", "PWF", "OSF");

    static final List<String> TITLES = List.of("Tool wear", "Heat dissipation", "Power", "Overstrain");

    private static final double CELSIUS = 273.15;
    private static final double DIGITS = 100;

    static MillingData read(RecordedData data) {
        RecordedData.Table table = data.table(FILE);
        int n = table.rows().size();
        double[][] inputs = new double[n][];
        boolean[] failed = new boolean[n];
        boolean[][] modes = new boolean[MODES.size()][n];
        int[] tool = new int[n];
        List<String> columns = List.of(
                "Air temperature [K]",
                "Process temperature [K]",
                "Rotational speed [rpm]",
                "Torque [Nm]",
                "Tool wear [min]");
        int[] places = columns.stream().mapToInt(table::column).toArray();
        for (int i = 0; i < n; i++) {
            String[] row = table.rows().get(i);
            List<Double> values = new ArrayList<>();
            values.add((double) INPUTS.get(0).words().indexOf(row[table.column("Type")]));
            for (int k = 0; k < places.length; k++) {
                double value = Double.parseDouble(row[places[k]]);
                values.add(k < 2 ? Math.rint((value - CELSIUS) * DIGITS) / DIGITS : value);
            }
            inputs[i] = values.stream().mapToDouble(value -> value).toArray();
            failed[i] = row[table.column("Machine failure")].equals("1");
            for (int mode = 0; mode < modes.length; mode++) {
                modes[mode][i] = row[table.column(MODES.get(mode))].equals("1");
            }
            int wear = inputs[i].length - 1;
            tool[i] = i == 0 ? 0 : tool[i - 1] + (inputs[i][wear] < inputs[i - 1][wear] ? 1 : 0);
        }
        return new MillingData(inputs, failed, modes, tool);
    }

    int tools() {
        return tool[tool.length - 1] + 1;
    }

    double[] features(int row) {
        return EventModel.features(inputs[row], DERIVED);
    }
}
