package io.crossbook.exchanges.binance;

/// The latest depth events that wait for a snapshot, oldest first; bounded, and gone once the book stands.
final class HeldDepths {

    /// At ten events a second this spans far more than a snapshot takes to arrive.
    static final int MOST = 256;

    private Depth[] ring = new Depth[0];
    private int oldest;
    private int count;

    int count() {
        return count;
    }

    /// Keeps a copy; false when the oldest had to go for it.
    boolean add(Depth depth) {
        if (ring.length == 0) {
            ring = new Depth[MOST];
        }
        boolean room = count < MOST;
        if (!room) {
            oldest = (oldest + 1) % MOST;
            count--;
        }
        int slot = (oldest + count++) % MOST;
        Depth kept = ring[slot];
        if (kept == null) {
            kept = new Depth();
            ring[slot] = kept;
        }
        kept.copy(depth);
        return room;
    }

    Depth at(int i) {
        return ring[(oldest + i) % MOST];
    }

    /// Forgets all and gives the memory back.
    void clear() {
        ring = new Depth[0];
        oldest = 0;
        count = 0;
    }
}
