package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What every exchange must do, whatever it speaks. A dialect's test extends this and supplies its frames.
public abstract class DialectContract {

    /// A dialect under the defaults of its entry.
    protected abstract Dialect dialect();

    /// Instruments that the exchange lists; two at least.
    protected abstract List<Instrument> instruments();

    /// How many listings one connection may carry at most.
    protected abstract int mostListings();

    /// Brings the book of a listing to stand on [Stage]: its snapshot, by whatever way the exchange has.
    protected abstract void sync(Stage stage, Listing listing);

    /// The change that comes `n` places behind the snapshot of [#sync], from 1.
    protected abstract String change(Listing listing, int n);

    /// A trade of a listing.
    protected abstract String trade(Listing listing);

    /// A best quote on its own channel; empty where the exchange has none that is faster than the book.
    protected abstract String quote(Listing listing);

    /// The frames by which the exchange refuses what stands in `sent`, which names `symbol`.
    protected abstract List<String> refuse(String sent, String symbol);

    /// A message of a type that nobody knows.
    protected abstract String unknown();

    /// What every link's URL begins with.
    protected String scheme() {
        return "wss://";
    }

    /// Whether changes are numbered, so that a missing one shows.
    protected boolean numbered() {
        return true;
    }

    /// Whether a break concerns every book of the connection.
    protected boolean breaksAll() {
        return false;
    }

    private void assumeNumbered() {
        if (!numbered()) {
            System.out.println("skipped: " + getClass().getSimpleName()
                    + ": changes carry no number, so that nothing shows a missing one");
        }
        assumeTrue(numbered(), "changes carry no number");
    }

    private Stage stage() {
        return new Stage(dialect(), "here", instruments());
    }

    private static List<String> data(Stage stage, Listing listing) {
        return stage.heard.events.stream()
                .filter(line -> line.matches("(book|quote|trade|derivative) " + listing.id()
                        + " .*"))
                .toList();
    }

    @Test
    void symbols_and_instruments_lead_to_each_other() {
        var dialect = dialect();
        for (Instrument instrument : instruments()) {
            assertEquals(instrument, dialect.instrument(dialect.symbol(instrument)));
        }
    }

    @Test
    void links_carry_every_listing_within_the_exchanges_limits() {
        var wanted = new ArrayList<Listing>();
        for (int i = 0; i < 1_000; i++) {
            var instrument = Instrument.spot("A" + i, "USDT");
            wanted.add(new Listing(i, "here", "A" + i + "USDT", instrument, Rules.UNKNOWN));
        }
        var links = dialect().links(wanted);
        var ids = new HashSet<String>();
        var carried = new HashSet<Listing>();
        for (Link link : links) {
            assertTrue(ids.add(link.id()), "two links " + link.id());
            assertTrue(link.listings().size() <= mostListings(), link.id());
            assertTrue(link.idleMillis() > 0 && link.maxFrameBytes() > 0, link.id());
            assertTrue(link.url().startsWith(scheme()), link.url());
            carried.addAll(link.listings());
        }
        assertEquals(new HashSet<>(wanted), carried);
        assertEquals(links, dialect().links(wanted), "the same each time");
        assertEquals(List.of(), dialect().links(List.of()));
    }

    @Test
    void opening_subscribes_to_every_listing() {
        var stage = stage();
        String sent = String.join("\n", stage.heard.sent).toLowerCase(Locale.ROOT);
        for (Listing listing : stage.listings) {
            assertTrue(sent.contains(listing.symbol().toLowerCase(Locale.ROOT)), sent);
        }
        assertEquals(List.of(), stage.heard.events);
    }

    @Test
    void a_book_begins_with_its_snapshot_and_changes_follow() {
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        sync(stage, listing);
        stage.frame(change(listing, 1));
        stage.frame(change(listing, 2));

        var books = data(stage, listing);
        assertEquals(3, books.size(), books.toString());
        assertTrue(books.get(0).contains(" snapshot "), books.toString());
        assertTrue(books.get(1).contains(" delta "), books.toString());
        assertTrue(books.get(2).contains(" delta "), books.toString());
        assertEquals(List.of(), stage.heard.breaks);
        assertEquals(List.of(), stage.heard.faults);
    }

    @Test
    void a_new_conversation_holds_no_ghosts() {
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        stage.frame(change(listing, 1));
        stage.frame(change(listing, 2));

        assertEquals(List.of(), data(stage, listing),
                "changes without a snapshot of this connection");
    }

    @Test
    void a_gap_breaks_the_book_before_anything_else_of_it() {
        assumeNumbered();
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        Listing other = stage.listings.getLast();
        sync(stage, listing);
        sync(stage, other);
        stage.frame(change(listing, 1));
        stage.heard.clear();

        stage.frame(change(listing, 3));
        stage.frame(change(listing, 4));

        assertTrue(stage.heard.events.getFirst().startsWith("break " + listing.id() + " GAP"),
                stage.heard.events.toString());
        assertEquals(List.of(), data(stage, listing), "nothing of a broken book leaves");
        stage.pass(3);
        if (!breaksAll()) {
            assertOnly(listing, other, stage);
            stage.frame(change(other, 1));
            assertEquals(1, data(stage, other).size());
        }
    }

    @Test
    void a_resync_from_outside_concerns_one_listing() {
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        Listing other = stage.listings.getLast();
        sync(stage, listing);
        sync(stage, other);
        stage.heard.clear();

        stage.conversation.resync(listing, "drift", stage.now);
        stage.frame(change(listing, 1));
        stage.pass(3);

        assertEquals(List.of(), data(stage, listing), "changes of the old book");
        if (breaksAll()) {
            assertFalse(stage.wants().isEmpty() && stage.heard.reconnects.isEmpty());
        } else {
            assertOnly(listing, other, stage);
        }
    }

    private static void assertOnly(Listing listing, Listing other, Stage stage) {
        String wants = stage.wants().toLowerCase(Locale.ROOT);
        assertTrue(wants.contains(listing.symbol().toLowerCase(Locale.ROOT)), wants);
        assertFalse(wants.contains(other.symbol().toLowerCase(Locale.ROOT)), wants);
        assertEquals(List.of(), stage.heard.reconnects);
    }

    @Test
    void a_repetition_is_no_alarm() {
        assumeNumbered();
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        sync(stage, listing);
        stage.frame(change(listing, 1));
        stage.frame(change(listing, 1));
        stage.frame(change(listing, 2));

        assertEquals(List.of(), stage.heard.breaks);
        assertEquals(3, data(stage, listing).size(), stage.heard.events.toString());
    }

    @Test
    void a_refused_subscription_is_an_error_by_name() {
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        // What is refused together may be asked for again one by one.
        for (int round = 0; round < 3; round++) {
            var sent = List.copyOf(stage.heard.sent);
            stage.heard.sent.clear();
            for (String frame : sent) {
                if (frame.toLowerCase(Locale.ROOT)
                        .contains(listing.symbol().toLowerCase(Locale.ROOT))) {
                    refuse(frame, listing.symbol()).forEach(stage::frame);
                }
            }
        }
        assertTrue(stage.heard.faults.stream()
                .anyMatch(fault -> fault.kind() == Fault.Kind.REFUSED
                        && fault.symbol().equals(listing.symbol())),
                stage.heard.faults.toString());
        assertTrue(stage.heard.breaks.stream()
                .anyMatch(broken -> broken.listing() == listing.id()
                        && broken.kind() == BookBreak.Kind.UNSUBSCRIBED),
                stage.heard.breaks.toString());
    }

    @Test
    void an_unanswered_subscription_is_an_error_within_ten_seconds_by_name() {
        var stage = stage();
        stage.pass(9);
        assertEquals(List.of(), stage.heard.faults);
        stage.pass(1);
        for (Listing listing : stage.listings) {
            assertTrue(stage.heard.faults.stream()
                    .anyMatch(fault -> fault.kind() == Fault.Kind.UNANSWERED
                            && fault.symbol().equals(listing.symbol())),
                    stage.heard.faults.toString());
            assertTrue(stage.heard.breaks.stream()
                    .anyMatch(broken -> broken.listing() == listing.id()),
                    stage.heard.breaks.toString());
        }
    }

    @Test
    void a_frame_that_ends_early_is_reported_and_changes_nothing() {
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        for (String frame : List.of(change(listing, 1), trade(listing), quote(listing))) {
            for (int end = 1; end < frame.length(); end++) {
                stage = stage();
                sync(stage, listing);
                stage.heard.clear();
                stage.frame(frame.substring(0, end));
                assertEquals(List.of(), data(stage, listing), frame.substring(0, end));
                assertEquals(Fault.Kind.MALFORMED, stage.heard.faults.getFirst().kind());
                assertTrue(stage.heard.faults.getFirst().text()
                        .contains(frame.substring(0, Math.min(end, 200))));
            }
        }
    }

    @Test
    void a_damaged_change_breaks_its_book_or_shows_as_a_gap() {
        assumeNumbered();
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        sync(stage, listing);
        stage.heard.clear();
        String frame = change(listing, 1);
        stage.frame(frame.substring(0, frame.length() - 1) + "x");
        stage.frame(change(listing, 2));

        assertEquals(List.of(), data(stage, listing));
        assertNotEquals(List.of(), stage.heard.breaks);
    }

    @Test
    void an_unknown_message_is_counted_and_harmless() {
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        sync(stage, listing);
        stage.heard.clear();

        stage.frame(unknown());
        stage.frame(change(listing, 1));

        assertEquals(List.of(Fault.Kind.UNKNOWN_MESSAGE),
                stage.heard.faults.stream().map(Fault::kind).toList());
        assertEquals(1, data(stage, listing).size());
        assertEquals(List.of(), stage.heard.breaks);
    }

    @Test
    void best_quotes_and_trades_never_touch_the_book() {
        var stage = stage();
        Listing listing = stage.listings.getFirst();
        int quotes = quote(listing).isEmpty() ? 0 : 1;
        if (quotes == 1) {
            stage.frame(quote(listing));
        }
        stage.frame(trade(listing));

        assertEquals(quotes, stage.heard.events("quote " + listing.id()).size(),
                stage.heard.events.toString());
        assertEquals(1, stage.heard.events("trade " + listing.id()).size());
        assertEquals(List.of(), stage.heard.events("book"));
        assertEquals(List.of(), stage.heard.faults);
    }

    @Test
    void whitespace_and_strange_fields_say_the_same() {
        for (int i = 0; i < 3; i++) {
            var stage = stage();
            var other = stage();
            Listing listing = stage.listings.getFirst();
            sync(stage, listing);
            sync(other, listing);
            String frame = switch (i) {
                case 0 -> change(listing, 1);
                case 1 -> trade(listing);
                default -> quote(listing);
            };
            if (frame.isEmpty()) {
                continue;
            }
            stage.frame(frame);
            other.frame(" " + frame + "\n");
            assertEquals(stage.heard.events, other.heard.events);
            assertEquals(List.of(), other.heard.faults);
        }
    }
}
