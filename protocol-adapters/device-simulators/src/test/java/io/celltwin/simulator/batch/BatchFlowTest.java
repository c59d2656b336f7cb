package io.celltwin.simulator.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchFlowTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final BatchFlow flow = new BatchFlow("b-", 10, 2, 1);

    @Test
    void aNewLineHasItsFirstBatchInTheCoaterAndNothingElse() {
        assertThat(flow.coater().batchId()).isEqualTo("b-1");
        assertThat(flow.calender()).isEqualTo(StationView.EMPTY);
        assertThat(flow.filler(0).running()).isFalse();
        assertThat(flow.filler(1).running()).isFalse();
        assertThat(flow.formation().running()).isFalse();
        assertThat(flow.nextNumber()).isEqualTo(2);
    }

    @Test
    void aRunningLineHasOneBatchInEveryMachine() {
        flow.advance(105, NOW);
        assertThat(flow.coater().batchId()).isEqualTo("b-11");
        assertThat(flow.calender().batchId()).isEqualTo("b-10");
        assertThat(flow.filler(0).batchId()).isEqualTo("b-9");
        assertThat(flow.filler(1).batchId()).isEqualTo("b-8");
        assertThat(flow.formation().batchId()).isEqualTo("b-7");
        assertThat(flow.coater().progress()).isEqualTo(0.5);
        assertThat(flow.filler(0).progress()).isEqualTo(0.25);
        assertThat(flow.filler(1).progress()).isEqualTo(0.75);
    }

    @Test
    void aStayBeginsWithStartingAndEndsWithCompleting() {
        assertThat(flow.coater().state()).isEqualTo(MachineState.STARTING);
        flow.advance(5, NOW);
        assertThat(flow.coater().state()).isEqualTo(MachineState.EXECUTE);
        flow.advance(4.7, NOW);
        assertThat(flow.coater().state()).isEqualTo(MachineState.COMPLETING);
    }

    @Test
    void everyBatchIsReportedOnceForEveryStepHoweverLongATickIs() {
        List<String> passed = new ArrayList<>();
        flow.addListener((batch, step, at) -> passed.add(batch.number() + " " + step));
        flow.advance(12, NOW);
        assertThat(passed).containsExactly("1 COATING");
        flow.advance(43, NOW);
        assertThat(passed)
                .containsOnlyOnce(
                        "1 COATING",
                        "1 CALENDERING",
                        "1 FILLING",
                        "1 FORMATION",
                        "2 COATING",
                        "2 CALENDERING",
                        "2 FILLING",
                        "3 COATING",
                        "3 CALENDERING",
                        "4 COATING",
                        "4 CALENDERING",
                        "5 COATING")
                .hasSize(12);
    }

    @Test
    void noBatchIsInTwoMachinesAtOnce() {
        for (int i = 0; i < 600; i++) {
            flow.advance(0.37, NOW);
            List<String> present = new ArrayList<>(List.of(
                    flow.coater().batchId(),
                    flow.calender().batchId(),
                    flow.filler(0).batchId(),
                    flow.filler(1).batchId(),
                    flow.formation().batchId()));
            present.removeIf(String::isEmpty);
            assertThat(present).doesNotHaveDuplicates();
        }
    }
}
