package io.crossbook.execution.proof;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/// What a [Mutant] makes of a method's code.
///
/// `edit` gets each element of it and says whether it wrote something else in its place. An edit that changes nothing does not fit
/// the code any more, and whoever uses it is told.
public record Edit(boolean whole, BiPredicate<CodeBuilder, CodeElement> edit) {

    /// All of the code is this instead.
    static Edit body(Consumer<CodeBuilder> code) {
        return new Edit(true, (to, _) -> {
            code.accept(to);
            return true;
        });
    }

    /// It says so, whatever it is asked.
    static Edit says(boolean answer) {
        return body(to -> to.loadConstant(answer ? 1 : 0).ireturn());
    }

    /// It does nothing.
    static Edit nothing() {
        return body(CodeBuilder::return_);
    }

    /// Where this constant was meant, that one is.
    static Edit constant(String from, String instead) {
        return new Edit(false, (to, element) -> {
            boolean here = element instanceof FieldInstruction field
                    && field.opcode() == Opcode.GETSTATIC && field.name().equalsString(from);
            if (here && element instanceof FieldInstruction field) {
                to.getstatic(field.owner().asSymbol(), instead, field.typeSymbol());
            }
            return here;
        });
    }

    /// Instead of calling a method of this name, this: its arguments are on the stack.
    static Edit call(String name, Consumer<CodeBuilder> instead) {
        return new Edit(false, (to, element) -> {
            boolean here = calls(element, name);
            if (here) {
                instead.accept(to);
            }
            return here;
        });
    }

    /// A method with one argument is called twice.
    static Edit twice(String name) {
        return new Edit(false, (to, element) -> {
            boolean here = calls(element, name);
            if (here) {
                to.dup2().with(element).with(element);
            }
            return here;
        });
    }

    private static boolean calls(CodeElement element, String name) {
        return element instanceof InvokeInstruction invoked && invoked.name().equalsString(name);
    }

    /// Every branch of this kind is taken when it was not to be, and the other way round.
    static Edit branch(Opcode from, Opcode instead) {
        return new Edit(false, (to, element) -> {
            boolean here = element instanceof BranchInstruction branch && branch.opcode() == from;
            if (here && element instanceof BranchInstruction branch) {
                to.branch(instead, branch.target());
            }
            return here;
        });
    }

    /// As the library of class files wants it; `done` is run for every change.
    CodeTransform transform(Runnable done) {
        return (to, element) -> {
            if (edit.test(to, element)) {
                done.run();
            } else {
                to.with(element);
            }
        };
    }
}
