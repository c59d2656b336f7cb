package io.celltwin.adapter.opcua.history;

import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import java.util.List;

/**
 * Notes when what is told was taken.
 *
 * @param listener is told
 * @param times where it is noted
 */
public record NotingListener(LinkListener listener, ToldTimes times) implements LinkListener {

    @Override
    public void readings(List<Reading> cycle) {
        times.note(cycle);
        listener.readings(cycle);
    }

    @Override
    public void lost(String reason) {
        listener.lost(reason);
    }
}
