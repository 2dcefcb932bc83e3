package io.crossbook.execution.proof;

/// One rule, broken: in one class a method does something else. Made of the compiled class when it is loaded, so that no switch stands in the code that trades.
///
/// `breaks` says the rule, for people; `type` is the class's full name, `method` a pattern of the method's.
public record Mutant(String name, String breaks, String type, String method, Edit edit) {}
