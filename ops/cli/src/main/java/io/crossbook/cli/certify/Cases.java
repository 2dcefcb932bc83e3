package io.crossbook.cli.certify;

import io.crossbook.simulator.Exchange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The acceptance list, in order.
final class Cases {

    static final List<Case> ALL = all();

    private final List<Case> cases = new ArrayList<>();
    private String group = "";

    private Cases() {}

    private static List<Case> all() {
        var list = new Cases();
        KeyCases.add(list);
        PlacingCases.add(list);
        AmbiguousCases.add(list);
        AskingCases.add(list);
        FillCases.add(list);
        StreamCases.add(list);
        SweepCases.add(list);
        SwitchCases.add(list);
        return List.copyOf(list.cases);
    }

    /// What follows belongs to this.
    void group(String name) {
        group = name;
    }

    /// A case of all exchanges.
    void add(String name, Case.Check check) {
        cases.add(new Case(group, name, Case.ALL, check));
    }

    /// A case of these alone.
    void add(String name, Case.Check check, Exchange first, Exchange... more) {
        Set<Exchange> only = EnumSet.of(first, more);
        cases.add(new Case(group, name, only, check));
    }
}
