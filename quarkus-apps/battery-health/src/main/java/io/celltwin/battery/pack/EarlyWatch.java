package io.celltwin.battery.pack;

import io.celltwin.battery.capacity.BatterySample;
import io.celltwin.battery.capacity.CapacityMeasurement;
import io.celltwin.battery.capacity.CapacitySource;
import io.celltwin.battery.early.CurveRecorder;
import io.celltwin.battery.early.DischargeCurve;
import io.celltwin.battery.early.EarlyLife;
import io.celltwin.battery.early.EarlyLifeModel;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;

/** Follows the first hundred cycles of one battery: from its samples to what is written of its early life. */
final class EarlyWatch {

    private static final EarlyLifeModel MODEL = EarlyLifeModel.bundled();

    private final CurveRecorder recorder = new CurveRecorder();
    private EarlyLife life;

    EarlyWatch(EarlyLife life) {
        this.life = life;
    }

    /** What is known so far. A discharge under way is not part of it. */
    EarlyLife life() {
        return life;
    }

    void next(BatterySample sample, double nominal) {
        recorder.next(sample, nominal);
    }

    /**
     * A capacity that was measured.
     *
     * @param cycle of the battery
     * @param doubted whether it waits for another one to confirm it
     * @return what to write, if it is another
     */
    Optional<JsonObject> measured(
            CapacityMeasurement measured, double cycle, boolean doubted, Optional<String> chemistry) {
        if (measured.source() != CapacitySource.FULL_DISCHARGE) {
            return Optional.empty();
        }
        Optional<String> refusal = recorder.refusal();
        if (doubted) {
            refusal = Optional.of("its capacity is in doubt");
        } else if (measured.evidence().ignored() > 0) {
            refusal = Optional.of("values of its sensors were not believed");
        }
        Optional<DischargeCurve> curve = refusal.isPresent() ? Optional.empty() : recorder.curve(cycle);
        EarlyLife next = life.next(cycle, curve, refusal, chemistry, MODEL);
        if (next.equals(life)) {
            return Optional.empty();
        }
        life = next;
        return Optional.of(EarlyLifeFeature.json(life, MODEL));
    }

    /** It is another battery from here on. */
    void forget() {
        recorder.forget();
        life = EarlyLife.NEW;
    }
}
