package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.JaggedColumn;
import org.jspecify.annotations.Nullable;

/// Compiler of expressions to programs: it checks the types of a syntax tree against columns, and
/// emits the steps of each node, whose result is in the slot it was given. Constants are loaded
/// where their type is known, when their user converts them.
final class ExpressionCompiler {
  private static final int MAX_OPERATIONS = 1 << 20;

  private final ColumnTypes columns;
  private final String text;
  private final Map<String, Double> constants;
  private final ItemDepths depths;
  private final @Nullable ExpressionCompiler above;
  private final AtomicInteger operations;
  private final List<ItemSource> sources = new ArrayList<>();
  private List<Step> steps = new ArrayList<>();
  private int slots;
  private int free;
  private int children;

  private ExpressionCompiler(ColumnTypes columns, String text, Map<String, Double> constants) {
    this.columns = columns;
    this.text = text;
    this.constants = constants;
    this.depths = new ItemDepths(columns, constants.keySet());
    this.above = null;
    this.operations = new AtomicInteger();
  }

  private ExpressionCompiler(ExpressionCompiler above) {
    this.columns = above.columns;
    this.text = above.text;
    this.constants = above.constants;
    this.depths = above.depths;
    this.above = above;
    this.operations = above.operations;
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

  /// Compiles to a program whose items, of one level, are in slot 0 of the frame's first child.
  /// Unsigned integers are float64 there.
  ///
  /// @throws InputException as {@link #compile}, or where the result is deeper
  static Program compileItems(
      ExpressionNode root, ColumnTypes columns, String text, Map<String, Double> constants) {
    ExpressionCompiler events = new ExpressionCompiler(columns, text, constants);
    int child = events.newChild();
    events.reserve();
    ExpressionCompiler items = events.ofItems();
    ValueType type = items.compile(root, 0);
    ValueType result = type == ValueType.UINT64 ? ValueType.FLOAT64 : type;
    items.convert(root, type, result, 0);
    ItemProgram program = items.items(child, root.position());
    events.add((frame, n) -> program.run(frame, n));
    return events.program(result);
  }

  /// The part of a column that `x[1]` is of a nesting; null of another expression.
  ///
  /// @throws InputException as {@link #compile}
  static @Nullable JaggedColumn part(
      ExpressionNode root, ColumnTypes columns, String text, Map<String, Double> constants) {
    ExpressionCompiler events = new ExpressionCompiler(columns, text, constants);
    IndexedColumn column = IndexedColumn.of(root, events, events.depths);
    return column == null || !column.isPart() ? null : column.part();
  }

  /// A compiler of the events, for a program of its own.
  ExpressionCompiler ofEvents() {
    return new ExpressionCompiler(columns, text, constants);
  }

  /// The depth of the result: 0 of one value per event.
  static int depth(ExpressionNode root, ColumnTypes columns, Map<String, Double> constants) {
    return new ItemDepths(columns, constants.keySet()).of(root);
  }

  Program program(ValueType type) {
    return new Program(columns, text, steps, type, slots, children);
  }

  /// Compiles a node: its result will be in the slot, that of a constant once it is converted.
  ValueType compile(ExpressionNode node, int slot) {
    slots = Math.max(slots, slot + 1);
    ExpressionNode.Constant constant = constant(node);
    if (constant != null) {
      return constant.type();
    }
    // four-vectors use an argument several times: nested ones grow without bound
    if (operations.incrementAndGet() > MAX_OPERATIONS) {
      throw error(node.position())
          .expected("an expression of up to " + MAX_OPERATIONS + " operations")
          .found("more")
          .remedy("give parts of it a name by `define`")
          .exception();
    }
    int level = level();
    if (depths.of(node) > level) {
      if (node instanceof ExpressionNode.ColumnRef ref && level == 0 && columns.isArray(ref)) {
        // which says what indices it takes
        columns.type(ref);
      }
      throw ItemCompiler.jagged(this, node, depths.isCondition(node));
    }
    if (above != null && depths.of(node) < level) {
      int from = above.reserve();
      ValueType type = above.compile(node, from);
      steps.add(LoadSteps.broadcast(type, from, slot));
      return type;
    }
    return switch (node) {
      case ExpressionNode.Constant c -> throw new IllegalStateException(c.toString());
      case ExpressionNode.Text words -> {
        columns.allowText(words.position());
        steps.add(LoadSteps.text(words.text(), slot));
        yield ValueType.TEXT;
      }
      case ExpressionNode.ColumnRef column when columns.isOfItems(column) ->
          column.isIndexed() ? items().indexed(column, slot) : items().column(column, slot);
      case ExpressionNode.ColumnRef column -> {
        ValueType type = columns.type(column);
        steps.add(columns.load(column, slot));
        yield type;
      }
      case ExpressionNode.Negate minus -> new OperatorCompiler(this).negate(minus, slot);
      case ExpressionNode.Not not -> {
        ValueType type = compile(not.operand(), slot);
        requireNumber(not.operand(), type, " after !");
        truth(not.operand(), type, slot);
        steps.add(LogicSteps.not(slot));
        yield ValueType.BOOL;
      }
      case ExpressionNode.BinaryNode binary -> chain(binary, slot);
      case ExpressionNode.Conditional choice -> conditional(choice, slot);
      case ExpressionNode.Call call -> new OperatorCompiler(this).call(call, slot);
      case ExpressionNode.ItemCall call -> items().call(call, slot);
      case ExpressionNode.Indexed indexed -> items().indexed(indexed, slot);
    };
  }

  private ItemCompiler items() {
    return new ItemCompiler(this, depths);
  }

  /// The level of the items whose values it computes; 0 of events.
  int level() {
    return above == null ? 0 : above.level() + 1;
  }

  ColumnTypes columns() {
    return columns;
  }

  Set<String> constants() {
    return constants.keySet();
  }

  /// The compiler of the events, or items, whose items these are.
  ExpressionCompiler above() {
    return Objects.requireNonNull(above);
  }

  /// A compiler of the items.
  ExpressionCompiler ofItems() {
    return new ExpressionCompiler(this);
  }

  /// The number of a frame of items.
  int newChild() {
    return children++;
  }

  void add(Step step) {
    steps.add(step);
  }

  /// Adds a source of its items, and those of the levels above.
  void addSource(ItemSource source) {
    if (!sources.contains(source)) {
      sources.add(source);
      if (source instanceof ItemSource.OfColumn column && column.path().size() > 1) {
        above().addSource(column.above());
      }
    }
  }

  /// The program of its items.
  ItemProgram items(int child, int position) {
    return new ItemProgram(child, List.copyOf(sources), List.copyOf(steps), slots, position);
  }

  /// A slot for a value that items need: one that is in no one's way.
  int reserve() {
    slots = Math.max(slots, free + 1);
    return free++;
  }

  /// Slots for values that steps of items leave there.
  void reserveFirst(int count) {
    slots = Math.max(slots, count);
  }

  /// Reserves slots from a number on, and returns what {@link #release} takes.
  int reserveFrom(int slot) {
    int before = free;
    free = Math.max(free, slot);
    return before;
  }

  void release(int before) {
    free = before;
  }

  /// Begins a problem at a position of the expression.
  InputException.Builder error(int position) {
    return columns.error().excerpt(text, position);
  }

  /// The value of a node that is a constant: a literal, a name with a value, minus one of these.
  ExpressionNode.@Nullable Constant constant(ExpressionNode node) {
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
              yield new OperatorCompiler(this).operation(binary, type, right, slot);
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

  /// Begins a list of steps of its own, and returns the one before.
  private List<Step> begin() {
    List<Step> before = steps;
    steps = new ArrayList<>();
    return before;
  }

  /// Converts a node's result to another type, or the same.
  void convert(ExpressionNode node, ValueType from, ValueType to, int slot) {
    ExpressionNode.Constant constant = constant(node);
    if (constant != null) {
      steps.add(LoadSteps.constant(constant, to, slot));
    } else if (from != to && (to != ValueType.INT64 || from != ValueType.BOOL)) {
      steps.add(LoadSteps.convert(from, to, slot));
    }
  }

  void truth(ExpressionNode node, ValueType from, int slot) {
    convert(node, from, from, slot);
    if (from != ValueType.BOOL) {
      steps.add(LoadSteps.truth(from, slot));
    }
  }

  /// Why a column is text that looks like numbers; empty where it does not.
  private String whyText(ExpressionNode node) {
    return node instanceof ExpressionNode.ColumnRef ref ? columns.whyText(ref) : "";
  }

  void requireNumber(ExpressionNode node, ValueType found, String what) {
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
