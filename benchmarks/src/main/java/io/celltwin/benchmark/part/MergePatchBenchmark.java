package io.celltwin.benchmark.part;

import io.celltwin.edge.entity.MergePatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One read cycle of a pack (12 cell voltages) merged into a twin of 10 features: by the rules of a merge patch, as the twin
 * does it, against the plain merge of JSON objects.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MergePatchBenchmark {
    private static final int FEATURES = 10;
    private static final int PROPERTIES = 12;

    private JsonObject thing;
    private JsonObject patch;
    private JsonObject wrapped;

    @Setup
    public void make() {
        JsonObjectBuilder features = JsonObject.newBuilder();
        for (int feature = 0; feature < FEATURES; feature++) {
            features.set("feature" + feature, group(3.7));
        }
        thing = JsonObject.newBuilder()
                .set("thingId", "demo:pack-1")
                .set("features", features.build())
                .build();
        patch = JsonObject.newBuilder().set("feature3", group(3.8)).build();
        wrapped = JsonObject.newBuilder().set("features", patch).build();
    }

    private static JsonObject group(double value) {
        JsonObjectBuilder properties = JsonObject.newBuilder();
        for (int property = 0; property < PROPERTIES; property++) {
            properties.set("cellVoltage" + property, value + property / 1000.0);
        }
        return JsonObject.newBuilder().set("properties", properties.build()).build();
    }

    @Benchmark
    public JsonObject celltwin() {
        return MergePatch.apply(thing, JsonPointer.of("/features"), patch);
    }

    @Benchmark
    public JsonObject dittoMerge() {
        return JsonFactory.newObject(wrapped, thing);
    }
}
