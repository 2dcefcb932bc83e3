package io.crossbook.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When exchanges will not be there, by what each said last. On the engine's thread.
///
/// An answer that was read whole takes back what the same question was answered before: a maintenance may be moved, end early or not be held at all. One of which a
/// part could not be read only adds to it.
public final class Announcements {

    private final Map<String, Map<String, List<AccountFact.Maintenance>>> said = new HashMap<>();

    /// An exchange has answered.
    public void told(AccountFact.Announced answer) {
        Map<String, List<AccountFact.Maintenance>> questions = said
                .computeIfAbsent(answer.exchange(), _ -> new HashMap<>());
        var all = new ArrayList<>(answer.all());
        if (!answer.whole()) {
            questions.getOrDefault(answer.question(), List.of()).stream()
                    .filter(each -> each.untilNanos() > answer.toldNanos() && !all.contains(each))
                    .forEach(all::add);
        }
        questions.put(answer.question(), all);
    }

    /// What is over by now was announced.
    public void pass(long now) {
        said.values().forEach(questions -> questions.values()
                .forEach(all -> all.removeIf(each -> now >= each.untilNanos())));
    }

    /// All that stands.
    public List<AccountFact.Maintenance> of(String exchange) {
        return said.getOrDefault(exchange, Map.of()).values().stream().flatMap(List::stream)
                .toList();
    }
}
