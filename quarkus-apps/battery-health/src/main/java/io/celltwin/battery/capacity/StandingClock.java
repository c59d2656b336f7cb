package io.celltwin.battery.capacity;

/**
 * Sees a battery's clock stand still while the battery goes on. Some samples of one moment are usual, since a device is not read all at
 * once and its clock may be coarse. Many more hide the time that they usually take.
 *
 * @param samples how many were of the last moment
 * @param usual how many are
 * @param charge that may have flowed while it stood last; Ah
 * @param since how many moments that is ago
 */
record StandingClock(int samples, double usual, double charge, int since) {

    static final StandingClock NEW = new StandingClock(1, 1, 0, 0);

    private static final double TIMES_USUAL = 3;
    private static final int MORE = 2;

    StandingClock {
        if (samples < 1 || since < 0 || !(usual >= 1 && charge >= 0 && Double.isFinite(usual + charge))) {
            throw new IllegalArgumentException("no clock stands so");
        }
    }

    /** The clock went on. */
    StandingClock moved() {
        boolean over = since >= DischargeMeter.LAG;
        return new StandingClock(1, (usual + samples) / 2, over ? 0 : charge, over ? 0 : since + 1);
    }

    /**
     * Another sample of the same moment.
     *
     * @param usualCharge that flows in a usual step of the clock; Ah
     */
    StandingClock stood(double usualCharge) {
        int more = samples + 1;
        return more > TIMES_USUAL * usual + MORE
                ? new StandingClock(more, usual, (more - usual) / usual * usualCharge, 0)
                : new StandingClock(more, usual, charge, since);
    }
}
