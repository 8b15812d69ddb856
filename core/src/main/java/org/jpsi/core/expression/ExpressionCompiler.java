package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Compiler of expressions to programs: it checks the types of a syntax tree against columns, and
/// emits the steps of each node, whose result is in the slot it was given. Constants are loaded
/// where their type is known, when their user converts them.
final class ExpressionCompiler {
  private final ColumnTypes columns;
  private final String text;
  private final Map<String, Double> constants;
  private List<Step> steps = new ArrayList<>();
  private int slots;

  private ExpressionCompiler(ColumnTypes columns, String text, Map<String, Double> constants) {
    this.columns = columns;
    this.text = text;
    this.constants = constants;
  }

  /// Compiles to a program whose result has the type of the expression.
  ///
  /// @throws InputException where the columns do not fit, with a caret under the place
  static Program compile(
      ExpressionNode root, ColumnTypes columns, String text, Map<String, Double> constants) {
    ExpressionCompiler compiler = new ExpressionCompiler(columns, text, constants);
    ValueType type = compiler.compile(root, 0);
    compiler.convert(root, type, type, 0);
    return compiler.program(type);
  }

  /// Compiles to a program whose result is FLOAT64, or the truth of a number as BOOL.
  ///
  /// @throws InputException as {@link #compile}, or where the result is text
  static Program compile(
      ExpressionNode root,
      ColumnTypes columns,
      String text,
      Map<String, Double> constants,
      ValueType wanted) {
    ExpressionCompiler compiler = new ExpressionCompiler(columns, text, constants);
    ValueType type = compiler.compile(root, 0);
    compiler.requireNumber(root, type, "");
    if (wanted == ValueType.BOOL) {
      compiler.truth(root, type, 0);
    } else {
      compiler.convert(root, type, wanted, 0);
    }
    return compiler.program(wanted);
  }

  private Program program(ValueType type) {
    return new Program(columns, text, steps, type, slots);
  }

  private ValueType compile(ExpressionNode node, int slot) {
    slots = Math.max(slots, slot + 1);
    ExpressionNode.Constant constant = constant(node);
    if (constant != null) {
      return constant.type();
    }
    return switch (node) {
      case ExpressionNode.Constant c -> throw new IllegalStateException(c.toString());
      case ExpressionNode.Text words -> {
        columns.allowText(words.position());
        steps.add(LoadSteps.text(words.text(), slot));
        yield ValueType.TEXT;
      }
      case ExpressionNode.ColumnRef column -> {
        ValueType type = columns.type(column);
        steps.add(columns.load(column, slot));
        yield type;
      }
      case ExpressionNode.Negate minus -> negate(minus, slot);
      case ExpressionNode.Not not -> {
        ValueType type = compile(not.operand(), slot);
        requireNumber(not.operand(), type, " after !");
        truth(not.operand(), type, slot);
        steps.add(LogicSteps.not(slot));
        yield ValueType.BOOL;
      }
      case ExpressionNode.BinaryNode binary -> chain(binary, slot);
      case ExpressionNode.Conditional choice -> conditional(choice, slot);
      case ExpressionNode.Call call -> call(call, slot);
    };
  }

  /// The value of a node that is a constant: a literal, a name with a value, minus one of these.
  private ExpressionNode.@Nullable Constant constant(ExpressionNode node) {
    return switch (node) {
      case ExpressionNode.Constant c -> c;
      case ExpressionNode.ColumnRef name when !name.isColumn(constants.keySet()) -> {
        Double value = constants.get(name.name());
        yield value == null ? null : ExpressionNode.Constant.named(value, name.position());
      }
      case ExpressionNode.Negate minus -> {
        ExpressionNode.Constant c = constant(minus.operand());
        if (c != null && c.type() == ValueType.FLOAT64) {
          yield ExpressionNode.Constant.of(-c.value(), minus.position());
        }
        // 2^63, which is UINT64, becomes an INT64 by its sign, and no other one does
        yield c != null && (c.type() == ValueType.UINT64) == (c.bits() == Long.MIN_VALUE)
            ? ExpressionNode.Constant.of(-c.bits(), minus.position())
            : null;
      }
      default -> null;
    };
  }

  private ValueType negate(ExpressionNode.Negate minus, int slot) {
    ValueType type = compile(minus.operand(), slot);
    requireNumber(minus.operand(), type, " after -");
    convert(minus.operand(), type, type.integer(), slot);
    steps.add(
        switch (type.integer()) {
          case FLOAT64 -> Float64Steps.negate(slot);
          case UINT64 -> Uint64Steps.negate(slot, minus.position());
          default -> Int64Steps.negate(slot, minus.position());
        });
    return type.integer();
  }

  private ValueType chain(ExpressionNode.BinaryNode last, int slot) {
    Deque<ExpressionNode.BinaryNode> chain = last.chain();
    ExpressionNode first = chain.getFirst().left();
    ValueType type = compile(first, slot);
    for (ExpressionNode.BinaryNode binary : chain) {
      String both = " on both sides of " + binary.operator().symbol;
      if (!binary.operator().isEquality()) {
        requireNumber(first, type, both);
      }
      type =
          switch (binary.operator()) {
            case AND, OR -> logic(binary, type, both, slot);
            default -> {
              ValueType right = compile(binary.right(), slot + 1);
              if (type == ValueType.TEXT
                  && right != ValueType.TEXT
                  && !whyText(binary.left()).isEmpty()) {
                requireNumber(binary.left(), type, both);
              }
              require(binary.right(), right, type == ValueType.TEXT, both);
              yield operation(binary, type, right, slot);
            }
          };
    }
    return type;
  }

  /// `&&` and two bars: the right side is needed where the left one does not decide.
  private ValueType logic(ExpressionNode.BinaryNode binary, ValueType left, String both, int slot) {
    boolean and = binary.operator() == InfixOperator.AND;
    truth(binary.left(), left, slot);
    List<Step> before = begin();
    ValueType right = compile(binary.right(), slot + 1);
    requireNumber(binary.right(), right, both);
    truth(binary.right(), right, slot + 1);
    steps.add(and ? LogicSteps.and(slot) : LogicSteps.or(slot));
    Step guarded = Step.guarded(slot, and ? 1 : 0, steps);
    steps = before;
    steps.add(guarded);
    return ValueType.BOOL;
  }

  private ValueType operation(
      ExpressionNode.BinaryNode binary, ValueType left, ValueType right, int slot) {
    InfixOperator operator = binary.operator();
    boolean integers = left.isInteger() && right.isInteger();
    ValueType type = ValueType.wider(left, right).integer();
    switch (operator) {
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        ValueType a = integers ? type : compared(binary.left(), left);
        ValueType b = integers ? type : compared(binary.right(), right);
        convert(binary.left(), left, a, slot);
        convert(binary.right(), right, b, slot + 1);
        steps.add(ComparisonSteps.of(operator, a, b, slot));
        return ValueType.BOOL;
      }
      case ADD, SUBTRACT, MULTIPLY -> {
        both(binary, left, right, type, slot);
        steps.add(
            switch (type) {
              case UINT64 -> Uint64Steps.of(operator, slot, binary.position());
              case INT64 -> Int64Steps.of(operator, slot, binary.position());
              default -> Float64Steps.of(operator, slot);
            });
        return type;
      }
      case REMAINDER -> {
        if (integers) {
          both(binary, left, right, type, slot);
          return remainder(binary, type, slot);
        }
      }
      default -> {}
    }
    both(binary, left, right, ValueType.FLOAT64, slot);
    steps.add(Float64Steps.of(operator, slot));
    return ValueType.FLOAT64;
  }

  /// The type in which a node is compared with another type: FLOAT64 of an integer constant that it
  /// holds exactly.
  private ValueType compared(ExpressionNode node, ValueType type) {
    ExpressionNode.Constant constant = constant(node);
    return constant != null && Math.abs(constant.value()) < 0x1p53 ? ValueType.FLOAT64 : type;
  }

  /// `%` of integers: an integer where no divisor can be 0.
  private ValueType remainder(ExpressionNode.BinaryNode binary, ValueType type, int slot) {
    ExpressionNode.Constant divisor = constant(binary.right());
    boolean never0 = divisor != null && divisor.bits() != 0;
    if (type == ValueType.UINT64) {
      steps.add(never0 ? Uint64Steps.remainder(slot) : Uint64Steps.remainderOrNaN(slot));
    } else {
      steps.add(never0 ? Int64Steps.remainder(slot) : Int64Steps.remainderOrNaN(slot));
    }
    return never0 ? type : ValueType.FLOAT64;
  }

  private void both(
      ExpressionNode.BinaryNode binary, ValueType left, ValueType right, ValueType to, int slot) {
    convert(binary.right(), right, to, slot + 1);
    convert(binary.left(), left, to, slot);
  }

  private ValueType conditional(ExpressionNode.Conditional choice, int slot) {
    ValueType condition = compile(choice.condition(), slot);
    requireNumber(choice.condition(), condition, " before ?");
    truth(choice.condition(), condition, slot);
    List<Step> before = begin();
    ValueType a = compile(choice.whenTrue(), slot + 1);
    List<Step> whenTrue = begin();
    ValueType b = compile(choice.whenFalse(), slot + 2);
    require(choice.whenFalse(), b, a == ValueType.TEXT, " after :, as before it");
    ValueType type = ValueType.wider(a, b);
    convert(choice.whenFalse(), b, type, slot + 2);
    List<Step> whenFalse = steps;
    steps = whenTrue;
    convert(choice.whenTrue(), a, type, slot + 1);
    steps = before;
    steps.add(Step.guarded(slot, 1, whenTrue));
    steps.add(Step.guarded(slot, 0, whenFalse));
    steps.add(LogicSteps.choose(type, slot));
    return type;
  }

  private ValueType call(ExpressionNode.Call call, int slot) {
    ExpressionFunction function = call.function();
    String in = " in " + function.name() + "(...)";
    if (function.isHash()) {
      return hash(call, in, slot);
    }
    ExpressionNode first = call.arguments().getFirst();
    ValueType type = compile(first, slot);
    requireNumber(first, type, in);
    if (function.unary() != null) {
      return unary(call, type, slot);
    }
    ExpressionNode left = first;
    for (ExpressionNode next : call.arguments().subList(1, call.arguments().size())) {
      ValueType right = compile(next, slot + 1);
      requireNumber(next, right, in);
      ValueType both =
          function.keepsIntegers() ? ValueType.wider(type, right).integer() : ValueType.FLOAT64;
      convert(next, right, both, slot + 1);
      convert(left, type, both, slot);
      steps.add(function.step(both, slot, call.position()));
      type = both;
      left = call;
    }
    return type;
  }

  private ValueType hash(ExpressionNode.Call call, String in, int slot) {
    boolean first = true;
    for (ExpressionNode argument : call.arguments()) {
      ValueType type = compile(argument, slot + 1);
      requireNumber(argument, type, in);
      convert(argument, type, type, slot + 1);
      steps.add(HashSteps.mix(first, type, slot));
      first = false;
    }
    steps.add(HashSteps.end(slot));
    return ValueType.INT64;
  }

  private ValueType unary(ExpressionNode.Call call, ValueType argument, int slot) {
    ExpressionFunction function = call.function();
    ValueType type = function.keepsIntegers() ? argument.integer() : ValueType.FLOAT64;
    convert(call.arguments().getFirst(), argument, type, slot);
    steps.add(function.step(type, slot, call.position()));
    if (function.isCondition()) {
      truth(call, type, slot);
      return ValueType.BOOL;
    }
    return type;
  }

  /// Begins a list of steps of its own, and returns the one before.
  private List<Step> begin() {
    List<Step> before = steps;
    steps = new ArrayList<>();
    return before;
  }

  /// Converts a node's result to another type, or the same.
  private void convert(ExpressionNode node, ValueType from, ValueType to, int slot) {
    ExpressionNode.Constant constant = constant(node);
    if (constant != null) {
      steps.add(LoadSteps.constant(constant, to, slot));
    } else if (from != to && (to != ValueType.INT64 || from != ValueType.BOOL)) {
      steps.add(LoadSteps.convert(from, to, slot));
    }
  }

  private void truth(ExpressionNode node, ValueType from, int slot) {
    convert(node, from, from, slot);
    if (from != ValueType.BOOL) {
      steps.add(LoadSteps.truth(from, slot));
    }
  }

  /// Why a column is text that looks like numbers; empty where it does not.
  private String whyText(ExpressionNode node) {
    return node instanceof ExpressionNode.ColumnRef ref ? columns.whyText(ref) : "";
  }

  private void requireNumber(ExpressionNode node, ValueType found, String what) {
    require(node, found, false, what);
  }

  /// Requires that a node is text, or that it is a number.
  ///
  /// @param what requires it, such as ` on both sides of +`
  private void require(ExpressionNode node, ValueType found, boolean words, String what) {
    if (words != (found == ValueType.TEXT)) {
      String reason = whyText(node);
      throw columns
          .error()
          .expected((words ? "text" : "a number") + what)
          .found(words ? "a number" : reason.isEmpty() ? "text" : "text: " + reason)
          .remedy(
              reason.isEmpty()
                  ? "text can only be compared, by == and !=, with text"
                  : "correct the file")
          .excerpt(text, node.position())
          .exception();
    }
  }
}
