package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    @Test
    void numbers_keep_their_text() {
        var object = Json.parse(Bytes.of(" { \"p\" : 1.50 , \"q\":-0.0e+5,\"s\":\"a\\u0041\\n\"}"))
                .asObject("it");
        assertEquals(new Json.Num("1.50"), object.field("p"));
        assertEquals(new Json.Num("-0.0e+5"), object.field("q"));
        assertEquals("aA\n", object.text("s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1", "{\"a\":1,\"a\":2}", "{\"a\":1}x",
            "{\"a\":1}{}",
            "[1,]", "[,1]", "[1 2]", "[01]", "[1.]", "[.5]", "[+1]", "[1e]", "[NaN]", "[Infinity]",
            "[tru]", "[truex]", "\"a\nb\"", "\"ab", "{a:1}", "{'a':1}", "{\"a\" 1}", "[1}",
            "\"\\x\"", "[\u00a01]", "[1]\u2003", "[\"\\u12\"]", "[--1]", "[1\u000b]"})
    void what_is_no_json_is_malformed(String text) {
        assertThrows(Malformed.class, () -> Json.parse(Bytes.of(text)), text);
    }

    @Test
    void invalid_utf8_and_deep_nesting_are_malformed() {
        assertThrows(Malformed.class,
                () -> Json.parse(new Bytes(new byte[]{'"', (byte) 0xff, '"'})));
        assertThrows(Malformed.class,
                () -> Json.parse(new Bytes(new byte[]{'"', (byte) 0xc3, '"'})));
        assertThrows(Malformed.class, () -> Json.parse(Bytes.of("[".repeat(10_000))));
    }

    @Test
    void it_takes_and_refuses_what_jackson_does() {
        String frame = """
                {"stream":"btcusdt@depth","data":{"E":1723161255208,"u":[1,-2.50e3,true,null],\
                "s":"BTC\\"\\u20ac€","b":[["61737.63","0.0"]],"x":{}}}""";
        var random = new SplittableRandom(11);
        String letters = "{}[]\":,0123456789.eE+-truefalsn\\u \n\tx€";
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder(frame);
            for (int k = random.nextInt(3); k >= 0; k--) {
                int at = random.nextInt(text.length());
                char c = letters.charAt(random.nextInt(letters.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }
            assertEquals(jackson(text.toString()), ours(text.toString()), text.toString());
        }
    }

    private static boolean jackson(String text) {
        try {
            return !JACKSON.readTree(text).isMissingNode();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return false;
        }
    }

    private static boolean ours(String text) {
        try {
            Json.parse(Bytes.of(text));
            return true;
        } catch (Malformed e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"1e-7,0.0000001", "1.5E+3,1500", "0.00,0.00", "12,12"})
    void an_exponent_that_json_permits_has_a_plain_form(String text, String plain) {
        assertEquals(plain, new Json.Num(text).plain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e99999999999999999999", "1e41"})
    void an_exponent_out_of_all_proportion_is_malformed(String text) {
        assertThrows(Malformed.class, () -> new Json.Num(text).plain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "-1", "1.0", "1e3", "1234567890123456789", "null"})
    void ids_are_whole_numbers(String text) {
        var object = Json.parse(Bytes.of("{\"u\":" + text + "}")).asObject("it");
        assertThrows(Malformed.class, () -> object.whole("u"));
    }
}
