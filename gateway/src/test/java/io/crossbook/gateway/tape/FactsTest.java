package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Input;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Tapes of other builds.
final class FactsTest {

    private static Unpacker facts(int version, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        var out = new Packer(64);
        out.byte1(version).bytes(bytes, 0, bytes.length);
        return new Unpacker().wrap(out.array, 0, out.size);
    }

    @Test
    void a_component_that_is_not_known_is_skipped() throws BadTape {
        assertEquals(new Input.Command(new Input.Wish.Enable("kraken", true)), Facts.unpack(
                facts(1, "{\"wish\":{\"wish\":\"Enable\",\"exchange\":\"kraken\","
                        + "\"enabled\":true,\"since\":7}}"),
                Input.Command.class));
    }

    @Test
    void what_a_record_refuses_is_damage_and_no_exception_of_another_kind() {
        var bad = assertThrows(BadTape.class, () -> Facts.unpack(
                facts(1, "{\"exchange\":\"kraken\"}"), Input.Listed.class));
        assertTrue(String.valueOf(bad.getMessage()).startsWith("not a Listed: "), bad.toString());
        assertThrows(BadTape.class, () -> Facts.unpack(facts(2, "{}"), Input.Listed.class));
    }
}
