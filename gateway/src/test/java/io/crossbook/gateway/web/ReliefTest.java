package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who goes when too much waits for all readers together.
final class ReliefTest {

    private static final class Reader implements Clients.Waiting {
        private final long held;
        private String was = "";

        Reader(long held) {
            this.held = held;
        }

        @Override
        public long held() {
            return held;
        }

        @Override
        public boolean over() {
            return !was.isEmpty();
        }

        @Override
        public void end(String why) {
            was = why;
        }

        @Override
        public void cut() {
            was = "cut";
        }
    }

    private final List<Reader> readers = Stream.of(10L, 40L, 30L, 25L).map(Reader::new).toList();

    private List<String> were() {
        return readers.stream().map(reader -> reader.was).toList();
    }

    @Test
    void as_long_as_there_is_room_nobody_goes() {
        Clients.relieve(readers, 105);
        assertEquals(List.of("", "", "", ""), were());
    }

    @Test
    void who_has_most_waiting_is_told_to_go_and_cut_off_where_it_holds_on() {
        Clients.relieve(readers, 100);
        String why = "too slow: more than 100 bytes wait for all clients";
        assertEquals(List.of("", why, "", ""), were());

        Clients.relieve(readers, 100); // it has not gone, and counts
        assertEquals(List.of("", "cut", "", ""), were());
    }
}
