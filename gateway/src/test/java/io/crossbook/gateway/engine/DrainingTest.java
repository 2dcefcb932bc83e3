package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
import io.crossbook.gateway.feed.Views;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// An exchange that is switched off while attempts are under way there, and limits that change while somebody trades.
final class DrainingTest {

    private final Pit pit = Pit.ready();

    private Pit switched(boolean on) {
        return pit.input(new Input.Command(new Input.Wish.Enable("alpha", on)));
    }

    private ExchangeState alpha() {
        return pit.engine.exchanges().stream().filter(each -> each.name().equals("alpha"))
                .findFirst().orElseThrow();
    }

    private ListingBook book() {
        return pit.engine.books().all().stream()
                .filter(each -> each.listing().toString().equals("alpha BTCUSDT")).findFirst()
                .orElseThrow();
    }

    private List<String> links(String what) {
        return pit.effects.stream().filter(each -> each.startsWith(what + " alpha/")).toList();
    }

    /// Whether the best of any instrument is of alpha.
    private boolean shown() {
        for (ListingBook each : pit.engine.books().all()) {
            int instrument = pit.engine.books().instrumentOf(each.id());
            for (int best : new int[]{pit.engine.tops().bidListing(instrument),
                    pit.engine.tops().askListing(instrument)}) {
                if (best >= 0 && pit.engine.books().book(best).listing().exchange()
                        .equals("alpha")) {
                    return true;
                }
            }
        }
        return false;
    }

    /// What readers are told of alpha's bitcoin.
    private List<String> quotes() {
        return Views.tops(pit.engine).stream().flatMap(top -> top.quotes().stream())
                .filter(each -> each.exchange().equals("alpha")
                        && each.symbol().equals("BTCUSDT"))
                .map(each -> (each.bid() == 0 ? "null" : each.bid()) + " "
                        + (each.ask() == 0 ? "null" : each.ask()) + " " + each.health() + " "
                        + each.why())
                .toList();
    }

    @Test
    void where_nothing_is_under_way_it_is_left_in_the_same_step() {
        pit.offers();
        pit.noOffer();
        assertTrue(shown());
        pit.effects.clear();

        Pit idle = Pit.ready();
        idle.effects.clear();
        idle.input(new Input.Command(new Input.Wish.Enable("alpha", false)));

        assertEquals(List.of("drop alpha/0", "drop alpha/orders"), idle.effects.stream()
                .filter(each -> each.startsWith("drop")).sorted().toList());
    }

    @Test
    void an_attempt_under_way_is_settled_before_the_sockets_close() {
        List<Long> placed = pit.offers().keeps().placed();
        assertEquals(2, placed.size());
        pit.effects.clear();

        switched(false);

        assertFalse(shown(), "its quotes are gone in the same step");
        assertTrue(alpha().draining());
        assertEquals(Health.LIVE, book().health(),
                "and known still, for what has to be ended there");
        assertEquals(
                List.of("null null broken disabled: what was begun there is brought to its end"),
                quotes(), "but no reader takes it for a quote");
        assertEquals(List.of(), links("drop"));

        pit.fills(placed.getFirst(), "100").keeps().fills(placed.getLast(), "100.40").keeps();
        assertEquals(AttemptState.SETTLED,
                Objects.requireNonNull(pit.state().attempt(1)).state());
        pit.pass(1_000).keeps();

        assertFalse(alpha().draining());
        assertEquals(List.of("drop alpha/0", "drop alpha/orders"),
                links("drop").stream().sorted().toList());
    }

    @Test
    void what_half_filled_is_traded_back_before_the_sockets_close() {
        List<Long> placed = pit.offers().keeps().placed();
        pit.fills(placed.getFirst(), "100");
        String sell = pit.order(placed.getLast());
        pit.written(placed.getLast());
        pit.effects.clear();
        switched(false);

        pit.streams("beta", "ended " + sell + " 0 expired").keeps();

        List<Long> back = pit.placed();
        assertEquals(1, back.size(), () -> pit.journal.denial());
        assertEquals(List.of(), links("drop"));
        pit.pass(1_000);
        assertTrue(alpha().draining());
        pit.fills(back.getLast(), "100").keeps().pass(1_000).keeps();
        assertFalse(alpha().draining());
        assertEquals(2, links("drop").size());
    }

    @Test
    void nothing_new_begins_while_it_drains() {
        pit.offers().keeps();
        switched(false);
        int attempts = (int) pit.state().lastAttempt();

        pit.pass(100).noOffer().pass(100).offers().keeps();

        assertEquals(attempts, pit.state().lastAttempt());
    }

    @Test
    void enabled_again_while_it_drains_it_is_there_at_once() {
        List<Long> placed = pit.offers().keeps().placed();
        pit.effects.clear();
        switched(false);
        assertFalse(shown());

        switched(true);

        assertTrue(shown());
        assertTrue(quotes().getFirst().endsWith(" live "), () -> quotes().toString());
        assertFalse(alpha().draining());
        pit.fills(placed.getFirst(), "100").keeps().fills(placed.getLast(), "100.40").keeps()
                .pass(2_000);
        assertEquals(List.of(), links("drop"));
    }

    @Test
    void enabled_again_later_it_is_dialled_again() {
        switched(false);
        pit.effects.clear();

        switched(true);

        assertEquals(List.of("open alpha/0", "open alpha/orders"),
                links("open").stream().sorted().toList());
    }

    @Test
    void limits_change_with_the_configuration_in_one_step() {
        GateSettings none = pit.execution.risk().with(Setting.MAX_ATTEMPT, 1);
        pit.input(new Input.Configured(pit.settings.limited(none)));

        pit.pass(1_000).noOffer().offers().keeps();
        assertEquals(List.of(), pit.placed());
        assertTrue(pit.denied.containsKey("worth") || pit.state().lastAttempt() == 0);

        pit.input(new Input.Configured(pit.settings.limited(pit.execution.risk())));
        pit.pass(1_000).noOffer().offers().keeps();
        assertEquals(2, pit.placed().size());
    }
}
