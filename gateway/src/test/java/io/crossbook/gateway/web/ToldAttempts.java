package io.crossbook.gateway.web;

import io.crossbook.gateway.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/// Attempts and orders as a test tells them; under the lock of its engine's thread.
final class ToldAttempts implements Executions {

    final List<Row> standing = new ArrayList<>();
    final List<Row> moved = new ArrayList<>();
    boolean wanted;

    @Override
    public void wanted(boolean is) {
        wanted = is;
    }

    @Override
    public Rows standing(Engine engine) {
        return new Rows(List.of(), List.copyOf(standing));
    }

    @Override
    public Rows moved(Engine engine) {
        var rows = new Rows(List.of(), List.copyOf(moved));
        moved.clear();
        return rows;
    }
}
