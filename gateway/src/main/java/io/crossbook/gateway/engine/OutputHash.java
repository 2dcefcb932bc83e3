package io.crossbook.gateway.engine;

/// A running 64-bit hash over everything that was decided: two runs that agree on it made the same decisions.
///
/// FNV-1a over 64-bit words with a final mix; not against an adversary, only against divergence.
final class OutputHash {

    private static final long PRIME = 0x100000001b3L;

    private long state = 0xcbf29ce484222325L;

    void add(long word) {
        state = (state ^ word) * PRIME;
        state ^= state >>> 29;
    }

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            state = (state ^ text.charAt(i)) * PRIME;
        }
        add(text.length());
    }

    long value() {
        return state;
    }
}
