package io.crossbook.cli;

import io.crossbook.books.FeedEvent;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One recorded connection: its conversation, and what it waits for.
final class ReplayedConnection implements Out {

    private final String name;
    private final String url;
    private final Dialect dialect;
    private final RecordedListings recorded;
    private final ReplayedBooks books;
    private final Map<Integer, Bytes> unclaimed;
    private final Map<Fault.Kind, Integer> faults;
    private final Map<Integer, Request> wanted = new LinkedHashMap<>();
    private Conversation conversation;
    private boolean inFrame;
    private boolean again;

    /// `unclaimed` are recorded answers that nobody has asked for yet, by listing; `faults` are counted.
    ReplayedConnection(Recorded first, Dialect dialect, RecordedListings recorded,
            ReplayedBooks books, Map<Integer, Bytes> unclaimed, Map<Fault.Kind, Integer> faults) {
        this.name = first.connection();
        this.url = first.url();
        this.dialect = dialect;
        this.recorded = recorded;
        this.books = books;
        this.unclaimed = unclaimed;
        this.faults = faults;
        conversation = dialect.converse(recorded.link(name, url), this);
        conversation.opened(first.nanos());
    }

    String name() {
        return name;
    }

    /// Whether what is said now comes of a frame, not of an answer or an end.
    boolean inFrame() {
        return inFrame;
    }

    void frame(Recorded line) {
        inFrame = true;
        conversation.frame(line.frame(), line.nanos());
        inFrame = false;
        for (Integer listing : List.copyOf(wanted.keySet())) {
            offer(listing, line.nanos());
        }
        if (again) {
            // The recorded connection goes on; what comes now is new to us all the same.
            again = false;
            close();
            wanted.clear();
            conversation = dialect.converse(recorded.link(name, url), this);
            conversation.opened(books.now());
        }
    }

    void close() {
        conversation.closed(books.now());
        books.gone(this);
    }

    void resync(ReplayedBook replayed) {
        conversation.resync(replayed.listing(), replayed.book.why(), books.now());
    }

    /// Answers a request with what was recorded, once.
    void offer(int listing, long now) {
        Request request = wanted.get(listing);
        Bytes body = unclaimed.get(listing);
        if (request != null && body != null) {
            wanted.remove(listing);
            unclaimed.remove(listing);
            conversation.answer(request, Answer.ok(body), now);
        }
    }

    @Override
    public void event(FeedEvent event) {
        books.event(this, event);
    }

    @Override
    public void request(Request request) {
        if (request.about() == Request.About.SNAPSHOT) {
            wanted.put(request.listing(), request);
        }
    }

    @Override
    public void fault(Fault fault) {
        faults.merge(fault.kind(), 1, Integer::sum);
    }

    @Override
    public void reconnect(String why) {
        again = true;
    }

    @Override
    public void send(String frame) {
        // A recording takes no orders.
    }
}
