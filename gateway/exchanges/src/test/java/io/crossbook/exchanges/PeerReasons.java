package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;

/// How many messages of a peer agree, and for each of the others why it is not compared: none is left out without a word.
final class PeerReasons {

    static final String AGREES = "agrees";

    private final String peer;
    private final Map<String, Integer> counts = new TreeMap<>();

    PeerReasons(String peer) {
        this.peer = peer;
    }

    void count(String reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    /// Prints all reasons, and holds them to what is expected and to the number of messages.
    void are(int messages, String expected, Map<String, String> deliberate) {
        var text = new StringBuilder();
        counts.forEach((reason, count) -> text.append(count).append(' ').append(reason)
                .append('\n'));
        System.out.print(peer + ", " + messages + " messages:\n" + text.toString().indent(2));
        if (counts.containsKey("deliberate")) {
            new TreeMap<>(deliberate).forEach(
                    (step, why) -> System.out.println("  deliberate: " + step + ": " + why));
        }
        assertEquals(expected, text.toString());
        assertEquals(messages, counts.values().stream().mapToInt(Integer::intValue).sum());
    }
}
