package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.FillRecord;
import io.crossbook.arbitrage.Survival;
import io.crossbook.books.Side;
import io.crossbook.exchanges.Bytes;
import io.crossbook.execution.desk.LegOrder;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.engine.Settings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void settings_of_a_build_that_knew_only_fees_are_as_if_the_rest_were_left_out()
            throws BadTape {
        Settings settings = Facts.unpack(facts(1, "{\"exchanges\":[{\"entry\":{\"name\":\"kraken\","
                + "\"webSocket\":\"\",\"rest\":\"\",\"depth\":0,\"bestQuotes\":true,\"trades\":true,"
                + "\"sizeDecimals\":{},\"options\":{}},\"dialect\":\"kraken\",\"enabled\":true,"
                + "\"instruments\":[],\"limits\":{\"maxAgeNanos\":1,\"maxLagNanos\":1,"
                + "\"maxCrossedNanos\":1},\"takerFee\":4000000,\"makerFee\":2500000}],"
                + "\"detector\":{\"minNetBps\":0,\"maxEdgeBps\":5000000,\"maxAgeNanos\":1,"
                + "\"maxSkewNanos\":1,\"maxQuote\":0,\"stepBps\":0,\"stepPercent\":0},"
                + "\"auditMillis\":0,\"mirrors\":[],\"assets\":[]}"), Settings.class);

        assertEquals(FeeModel.Schedule.flat(4_000_000, 2_500_000),
                settings.exchanges().getFirst().fees());
        assertEquals(new Settings(settings.exchanges(), settings.detector(), 0, List.of(),
                List.of()), settings);
    }

    @Test
    void settings_come_back_as_they_were() throws BadTape {
        var out = new Packer(64);
        Facts.pack(out, Reels.SETTINGS);

        assertEquals(Reels.SETTINGS, Facts.unpack(
                new Unpacker().wrap(out.array, 0, out.size), Settings.class));
    }

    @Test
    void what_execution_stands_on_comes_back_as_it_was() throws BadTape {
        var execution = new Execution(Mode.PRACTICE,
                GateSettings.DEFAULT.with(Setting.MAX_DEVIATION, 250)
                        .with("EUR", new BigDecimal("1.0810")),
                Map.of("kraken", Patience.ENFORCED), Map.of("kraken", 2),
                LegOrder.DOUBTFUL_FIRST, 120, 300, PaperTerms.DEFAULT, Set.of("kraken"));
        for (Input.News news : List.of(
                new Input.News.Began(execution, "0.1", "practice:abc", 17, "c0ffee"),
                new Input.News.Began(Execution.WATCH, "", "", 0, ""),
                new Input.News.Durable(1L << 50), new Input.News.JournalFailed("disk full"),
                new Input.News.Lease(9))) {
            var trading = new Input.Trading(news);
            var out = new Packer(64);
            Codec.pack(out, trading);

            assertEquals(new Item.Taken(trading), new Codec().unpack(Codec.type(trading),
                    new Unpacker().wrap(out.array, 0, out.size)));
        }
    }

    @Test
    void what_accounts_told_comes_back_as_it_was() throws BadTape {
        for (Input.Word word : List.of(
                new Input.Word.Rates("binance", 7,
                        Map.of("BTC/USDT", new FeeModel.Rate(750_000, -100))),
                new Input.Word.Held("kraken", 8, Map.of("BTC", 1L << 60, "USD", 0L)),
                new Input.Word.Ways("okx", 9, Reels.SETTINGS.transfers().networks()))) {
            var account = new Input.Account(word);
            var out = new Packer(64);
            Codec.pack(out, account);

            assertEquals(new Item.Taken(account), new Codec().unpack(Codec.type(account),
                    new Unpacker().wrap(out.array, 0, out.size)));
        }
    }

    @Test
    void a_checkpoint_keeps_what_was_told_and_an_older_one_has_nothing_of_it() throws BadTape {
        var told = new Input.Account(new Input.Word.Held("kraken", 8, Map.of("BTC", 5L)));
        var past = new Past(17, List.of(new Survival.Kept(List.of(3, 1), List.of(0L, 4L))),
                List.of(new FillRecord.Kept("kraken", "BTC/USD", Side.BID, 70, 69, ~2L)));
        var checkpoint = new Checkpoint(true, Reels.SETTINGS, List.of(), List.of(), List.of(),
                List.of(told), past, new Bytes());
        var out = new Packer(64);
        Codec.pack(out, checkpoint);

        Checkpoint read = Codec.checkpoint(new Unpacker().wrap(out.array, 0, out.size));

        assertEquals(List.of(told), read.accounts());
        assertEquals(List.of(new Input.Configured(Reels.SETTINGS), told), read.inputs());
        assertEquals(past, read.past());
        assertEquals(List.of(), Codec.checkpoint(older("")).accounts());
        assertEquals(Past.NONE, Codec.checkpoint(older("")).past());
        assertEquals(new Past(3, List.of(), List.of()),
                Codec.checkpoint(older(",\"past\":{\"told\":3,\"lives\":[]}")).past());
    }

    private static Unpacker older(String more) {
        var out = new Packer(64);
        byte[] json = ("{\"begun\":false,\"settings\":{\"exchanges\":[],\"mirrors\":[],\"assets\":[]},\"listed\":[],\"links\":[],\"open\":[]"
                + more + "}").getBytes(StandardCharsets.UTF_8);
        out.byte1(1).bytes(json, 0, json.length);
        out.bytes(json, 0, 0);
        return new Unpacker().wrap(out.array, 0, out.size);
    }

    @Test
    void what_a_record_refuses_is_damage_and_no_exception_of_another_kind() {
        var bad = assertThrows(BadTape.class, () -> Facts.unpack(
                facts(1, "{\"exchange\":\"kraken\"}"), Input.Listed.class));
        assertTrue(String.valueOf(bad.getMessage()).startsWith("not a Listed: "), bad.toString());
        assertThrows(BadTape.class, () -> Facts.unpack(facts(2, "{}"), Input.Listed.class));
    }
}
