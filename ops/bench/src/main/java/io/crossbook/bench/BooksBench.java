package io.crossbook.bench;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.OrderBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The two forms of a book beside each other: updates and walks, at 100 and at 1,000 listings, so that caches count. The best of the rounds.
final class BooksBench {

    private static final int DEPTH = 1_000;
    private static final int UPDATES = 50_000;
    private static final int ROUNDS = 30;

    private BooksBench() {}

    static List<Report.Books> run(Consumer<String> progress) {
        var reports = new ArrayList<Report.Books>();
        for (int listings : new int[]{100, 1_000}) {
            progress.accept("books: " + listings + " listings");
            double[] array = measure(listings, () -> OrderBooks.array(2, 8, false));
            double[] ladder = measure(listings, () -> OrderBooks.ladder(2, 8, false, 1));
            reports.add(new Report.Books(listings, array[0], ladder[0], array[1], ladder[1]));
        }
        return reports;
    }

    private static double[] measure(int listings, Supplier<OrderBook> maker) {
        var random = new Random(7);
        var books = new ArrayList<OrderBook>();
        var update = new BookUpdate();
        for (int i = 0; i < listings; i++) {
            OrderBook book = maker.get();
            update.begin(i, true, 2, 8);
            for (int level = 1; level <= DEPTH; level++) {
                update.bids.add(1_000_000 - level, 1 + random.nextInt(1_000), 0);
                update.asks.add(1_000_000 + level, 1 + random.nextInt(1_000), 0);
            }
            book.apply(update);
            books.add(book);
        }
        var cursor = new Cursor();
        double updateNanos = Double.MAX_VALUE;
        double walkNanos = Double.MAX_VALUE;
        long seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            random.setSeed(round);
            long updating = 0;
            long walking = 0;
            for (int i = 0; i < UPDATES; i++) {
                OrderBook book = books.get(random.nextInt(listings));
                int rank = (int) Math.min(DEPTH - 1, 4 * -Math.log(1 - random.nextDouble())
                        * (random.nextInt(10) == 0 ? 15 : 1));
                boolean bid = random.nextBoolean();
                update.begin(0, false, 2, 8);
                (bid ? update.bids : update.asks).add(bid ? 999_999 - rank : 1_000_001 + rank,
                        random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(1_000), 0);
                long before = System.nanoTime();
                book.apply(update);
                long between = System.nanoTime();
                book.walk(bid ? Side.BID : Side.ASK, cursor);
                for (int level = 0; level < 10 && cursor.next(); level++) {
                    seen += cursor.size();
                }
                walking += System.nanoTime() - between;
                updating += between - before;
            }
            updateNanos = Math.min(updateNanos, (double) updating / UPDATES);
            walkNanos = Math.min(walkNanos, (double) walking / UPDATES);
        }
        if (seen == 0) {
            throw new IllegalStateException("nothing was walked");
        }
        return new double[]{updateNanos, walkNanos};
    }
}
