package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The exchanges' published examples, as the corpus has them.
class SignaturesTest {

    @Test
    void the_signatures_of_the_corpus_are_ours() throws IOException {
        JsonNode vectors = Json.parse(Files.readString(Corpus.file("peer/signature_vectors.json")));
        assertTrue(vectors != null && vectors.size() > 2);
        Set<String> seen = new HashSet<>();
        for (JsonNode vector : vectors) {
            JsonNode in = vector.path("input");
            String made = switch (Json.text(vector, "venue")) {
                case "binance" -> Signatures.hex(Json.text(in, "secret"),
                        Json.text(in, "message"));
                case "kraken" -> Signatures.kraken(Json.text(in, "secret_b64"),
                        Json.text(in, "path"), Json.text(in, "nonce"), Json.text(in, "body"));
                case "bybit" -> Signatures.hex(Json.text(in, "secret"),
                        Json.text(in, "timestamp") + Json.text(in, "api_key")
                                + Json.text(in, "recv_window") + Json.text(in, "payload"));
                default -> "";
            };
            if (!made.isEmpty()) {
                seen.add(Json.text(vector, "venue"));
                assertEquals(Json.text(vector, "expected"), made);
            }
        }
        assertEquals(Set.of("binance", "kraken", "bybit"), seen);
    }

    @Test
    void another_letter_is_another_signature() {
        String right = Signatures.hex("secret", "message");
        assertTrue(Signatures.same(right, right));
        assertFalse(Signatures.same(right, Signatures.hex("secret", "massage")));
        assertFalse(Signatures.same(right, Signatures.hex("secreT", "message")));
    }
}
