package io.crossbook.gateway.web;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.gateway.feed.Views;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Opportunities page by page: the open ones, oldest first, then those that closed, latest first.
///
/// Gone on with behind the one that was told last. An open one that closes meanwhile is told once more among the closed; none is left out. Where the last one
/// that was told is no longer remembered, nothing older is either.
final class OpportunityPages {

    private static final String LIST = "opportunities";
    private static final long OPEN = 0;
    private static final long CLOSED = 1;

    private OpportunityPages() {}

    static CompletionStage<Reply> page(Ask ask) {
        Cursor cursor = ask.cursor(LIST);
        if (cursor == null) {
            return ask.done(ask.noCursor());
        }
        String state = ask.text("state");
        int limit = ask.limit();
        return ask.read(now -> of(Views.opportunities(now), state, cursor, limit),
                page -> MarketRoutes.items(page.rows(), Json::opportunity, page.next()));
    }

    static Page<Opportunity> of(List<Opportunity> all, String state, Cursor cursor, int limit) {
        boolean inClosed = cursor.key(0, OPEN) == CLOSED;
        long after = cursor.key(1, 0);
        int from = inClosed ? behind(all, after) : 0;
        List<Opportunity> found = all.subList(from, all.size()).stream()
                .filter(each -> state.equals("all") || closed(each) == state.equals("closed"))
                .filter(each -> inClosed ? closed(each) : closed(each) || each.id() > after)
                .limit(limit + 1L).toList();
        return Page.of(found, limit,
                last -> Cursor.behind(LIST, closed(last) ? CLOSED : OPEN, last.id()));
    }

    private static int behind(List<Opportunity> all, long closed) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id() == closed && closed(all.get(i))) {
                return i + 1;
            }
        }
        return all.size();
    }

    private static boolean closed(Opportunity opportunity) {
        return opportunity.state() == Opportunity.State.CLOSED;
    }
}
