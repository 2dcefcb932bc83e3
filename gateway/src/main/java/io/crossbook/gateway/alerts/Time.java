package io.crossbook.gateway.alerts;

/// What a thread of ours asks of time, so that a test can let an hour pass at once.
interface Time {

    /// The machine's.
    Time SYSTEM = new Time() {
        @Override
        public long millis() {
            return System.currentTimeMillis();
        }

        @Override
        public void sleep(long millis) throws InterruptedException {
            Thread.sleep(millis);
        }
    };

    /// Epoch milliseconds.
    long millis();

    /// Lets so many pass.
    void sleep(long millis) throws InterruptedException;
}
