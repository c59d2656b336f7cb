package io.celltwin.adapter.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkGateTest {

    private final List<String> told = new ArrayList<>();
    private final LinkGate gate = new LinkGate(new LinkListener() {
        @Override
        public void readings(List<Reading> cycle) {
            told.add("readings");
        }

        @Override
        public void lost(String reason) {
            told.add("lost: " + reason);
        }
    });

    @Test
    void letsNothingPassAfterTheLinkWasLost() {
        gate.readings(List.of());
        gate.lost("first");
        gate.lost("second");
        gate.readings(List.of());

        assertThat(told).containsExactly("readings", "lost: first");
    }

    @Test
    void letsNothingPassOnceItIsShut() {
        gate.shut();
        gate.readings(List.of());
        gate.lost("reason");
        gate.shut();

        assertThat(told).isEmpty();
    }

    @Test
    void isShutOnlyWhenTheCallUnderWayHasEnded() throws InterruptedException {
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        LinkGate slow = new LinkGate(new LinkListener() {
            @Override
            public void readings(List<Reading> cycle) {
                calling.countDown();
                try {
                    mayReturn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                told.add("readings");
            }

            @Override
            public void lost(String reason) {
                told.add("lost");
            }
        });
        new Thread(() -> slow.readings(List.of())).start();
        calling.await();
        Thread shutting = new Thread(slow::shut);
        shutting.start();
        await().until(() -> shutting.getState() == Thread.State.WAITING);

        mayReturn.countDown();
        shutting.join();

        assertThat(told).containsExactly("readings");
    }

    @Test
    void canBeShutFromWithinACall() {
        LinkGate[] selfClosing = new LinkGate[1];
        selfClosing[0] = new LinkGate(new LinkListener() {
            @Override
            public void readings(List<Reading> cycle) {
                selfClosing[0].shut();
                told.add("readings");
            }

            @Override
            public void lost(String reason) {
                told.add("lost");
            }
        });

        selfClosing[0].readings(List.of());
        selfClosing[0].lost("reason");

        assertThat(told).containsExactly("readings");
    }
}
