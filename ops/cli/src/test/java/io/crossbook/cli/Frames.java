package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;

/// How smoothly a page runs: when its frames came, and how long its own thread worked for the longest of its tasks.
///
/// A frame comes late on a machine that does other things too, also on an empty page. How long a task worked is told by the clock of its thread, which
/// stands still while others have the processor: that is the page's own part.
record Frames(double updatesPerSecond, List<Double> gapMillis, double longestTaskMillis,
        double longestWaitMillis) {

    /// Frames that are longer than this are seen.
    static final double SEEN_MILLIS = 50;

    private static final double FREE_MILLIS = 5;

    private static final String WATCHED = """
            new Promise(done => {
              let changes = 0, last = performance.now();
              const begun = last, gaps = [], watched = document.querySelector('%s');
              const quoted = change => change.target.parentElement?.closest('.price, .size') || change.target.matches?.('.price, .size');
              const watch = new MutationObserver(all => changes += all.some(quoted));
              if (watched) watch.observe(watched, { subtree: true, childList: true, characterData: true });
              const frame = now => {
                gaps.push(now - last);
                last = now;
                if (now - begun < %d) requestAnimationFrame(frame);
                else done({ updatesPerSecond: changes / (now - begun) * 1000, gaps });
              };
              requestAnimationFrame(frame);
            })""";

    /// Watches the page that is open; an update is a turn in which prices or sizes have changed in what `selector` selects: ages grow by themselves.
    static Frames watch(DrivenBrowser browser, String selector, int millis) throws Exception {
        var events = new ArrayList<JsonNode>();
        JsonNode seen = browser.traced("toplevel", WATCHED.formatted(selector, millis), events);
        List<JsonNode> tasks = tasks(events);
        return new Frames(seen.path("updatesPerSecond").asDouble(),
                StreamSupport.stream(seen.path("gaps").spliterator(), false)
                        .map(JsonNode::asDouble).toList(),
                longest(tasks, task -> task.path("tdur").asDouble()),
                longest(tasks, task -> task.path("dur").asDouble() - task.path("tdur").asDouble()));
    }

    /// Tasks of the threads that run pages, which have their name in the trace.
    private static List<JsonNode> tasks(List<JsonNode> events) {
        Set<Map.Entry<Integer, Integer>> pages = new HashSet<>();
        for (JsonNode event : events) {
            if (event.path("name").asText().equals("thread_name")
                    && event.path("args").path("name").asText().equals("CrRendererMain")) {
                pages.add(thread(event));
            }
        }
        return events.stream().filter(event -> event.has("tdur") && pages.contains(thread(event)))
                .toList();
    }

    private static double longest(List<JsonNode> tasks, ToDoubleFunction<JsonNode> micros) {
        return tasks.stream().mapToDouble(micros).max().orElseThrow(
                () -> new IllegalStateException("the browser traced no task of a page")) / 1_000;
    }

    private static Map.Entry<Integer, Integer> thread(JsonNode event) {
        return Map.entry(event.path("pid").asInt(), event.path("tid").asInt());
    }

    /// Whether the page's thread stood still in the midst of a task: others had the processor.
    boolean waited() {
        return longestWaitMillis > FREE_MILLIS;
    }

    double longestMillis() {
        return gapMillis.stream().max(Comparator.naturalOrder()).orElse(0.0);
    }

    @Override
    public String toString() {
        return "%.1f updates a second, %d frames, the longest %.1f ms, %d over %.0f ms, the longest task worked for %.1f ms, none waited longer than %.1f ms"
                .formatted(updatesPerSecond, gapMillis.size(), longestMillis(),
                        gapMillis.stream().filter(gap -> gap > SEEN_MILLIS).count(), SEEN_MILLIS,
                        longestTaskMillis, longestWaitMillis);
    }
}
