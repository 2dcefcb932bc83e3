package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What a sweep has to say: each combination, and whether the one that a window chose held in the next.
final class TuneReport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Trial> trials;
    private final String asset;
    private final int slices;
    private final long firstNanos;
    private final long lastNanos;

    TuneReport(List<Trial> trials, String asset, int slices, long firstNanos, long lastNanos) {
        this.trials = trials;
        this.asset = asset;
        this.slices = slices;
        this.firstNanos = firstNanos;
        this.lastNanos = lastNanos;
    }

    /// The asset in which most was taken; of several the first by name. Empty when nothing was taken at all.
    static String asset(List<Trial> trials) {
        var counts = new TreeMap<String, Long>();
        for (Trial trial : trials) {
            trial.attemptsIn().forEach((asset, count) -> counts.merge(asset, count, Long::sum));
        }
        String most = "";
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            if (most.isEmpty() || count.getValue() > counts.getOrDefault(most, 0L)) {
                most = count.getKey();
            }
        }
        return most;
    }

    ObjectNode json(List<String> tapes, String config, List<Sweep> sweeps) {
        ObjectNode json = NODES.objectNode();
        json.put("report", "tune");
        ArrayNode names = json.putArray("tapes");
        tapes.forEach(names::add);
        json.put("configuration", config);
        json.put("firstNanos", firstNanos);
        json.put("lastNanos", lastNanos);
        json.put("asset", asset);
        ArrayNode params = json.putArray("params");
        for (Sweep sweep : sweeps) {
            ObjectNode param = params.addObject();
            param.put("key", sweep.key());
            ArrayNode values = param.putArray("values");
            sweep.values().forEach(value -> values.add(Plain.of(value)));
        }
        ArrayNode combinations = json.putArray("combinations");
        for (Trial trial : trials) {
            ObjectNode one = combinations.addObject();
            one.set("values", values(trial));
            one.put("opportunities", trial.opportunities());
            one.put("attempts", trial.attempts());
            one.put("filled", trial.filled());
            one.put("net", Plain.of(trial.net(asset)));
            ArrayNode each = one.putArray("slices");
            for (int i = 0; i < slices; i++) {
                each.add(Plain.of(trial.net(asset, i)));
            }
        }
        Trial best = best(trial -> trial.net(asset));
        json.set("bestInHindsight", chosen(best, best.net(asset)));
        walkForward(json);
        return json;
    }

    /// Each window but the last chooses; the next one says what that was worth.
    private void walkForward(ObjectNode json) {
        BigDecimal made = BigDecimal.ZERO;
        BigDecimal could = BigDecimal.ZERO;
        ArrayNode windows = json.putArray("windows");
        for (int i = 0; i + 1 < slices; i++) {
            int train = i;
            int test = i + 1;
            Trial best = best(trial -> trial.net(asset, train));
            Trial hindsight = best(trial -> trial.net(asset, test));
            ObjectNode window = windows.addObject();
            window.put("trainFromNanos", edge(train));
            window.put("testFromNanos", edge(test));
            window.put("testToNanos", edge(test + 1));
            window.set("best", chosen(best, best.net(asset, train)));
            window.put("test", Plain.of(best.net(asset, test)));
            window.set("hindsight", chosen(hindsight, hindsight.net(asset, test)));
            made = made.add(best.net(asset, test));
            could = could.add(hindsight.net(asset, test));
        }
        ObjectNode sum = json.putObject("walkForward");
        sum.put("net", Plain.of(made));
        sum.put("hindsight", Plain.of(could));
    }

    private long edge(int slice) {
        return slice == slices
                ? lastNanos
                : firstNanos
                        + (lastNanos - firstNanos) / slices * slice;
    }

    /// Of equals the first: the earlier values of each key.
    private Trial best(Function<Trial, BigDecimal> by) {
        Trial best = trials.getFirst();
        for (Trial trial : trials) {
            if (by.apply(trial).compareTo(by.apply(best)) > 0) {
                best = trial;
            }
        }
        return best;
    }

    private static ObjectNode chosen(Trial trial, BigDecimal net) {
        ObjectNode json = NODES.objectNode();
        json.set("values", values(trial));
        json.put("net", Plain.of(net));
        return json;
    }

    private static ObjectNode values(Trial trial) {
        ObjectNode json = NODES.objectNode();
        trial.values().forEach((key, value) -> json.put(key, Plain.of(value)));
        return json;
    }
}
