package io.celltwin.edge.websocket;

import java.time.Duration;

/**
 * Says how long to read no more from a peer that sends faster than it may: in each interval so many frames are read,
 * further ones wait for the next. For one thread.
 */
final class FrameRate {
    private final int framesPerInterval;
    private final long intervalNanos;
    private long intervalStart;
    private int frames;

    FrameRate(int framesPerInterval, Duration interval, long nowNanos) {
        this.framesPerInterval = framesPerInterval;
        intervalNanos = interval.toNanos();
        intervalStart = nowNanos;
    }

    /**
     * Counts a frame.
     *
     * @param nowNanos as {@link System#nanoTime()} tells it
     * @return for how long no further frame is to be read; zero if that may come at once
     */
    Duration pauseAfterFrame(long nowNanos) {
        if (nowNanos - intervalStart >= intervalNanos) {
            intervalStart = nowNanos;
            frames = 0;
        }
        frames++;
        return frames < framesPerInterval
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(1, intervalStart + intervalNanos - nowNanos));
    }
}
