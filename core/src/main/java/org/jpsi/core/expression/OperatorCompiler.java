package org.jpsi.core.expression;

/// Compiler of the operators and functions of numbers: the type in which they are computed, and
/// their steps.
///
/// @param compiler of their operands
record OperatorCompiler(ExpressionCompiler compiler) {
  /// An operator on slots `slot` and the next one.
  ValueType operation(ExpressionNode.BinaryNode binary, ValueType left, ValueType right, int slot) {
    InfixOperator operator = binary.operator();
    boolean integers = left.isInteger() && right.isInteger();
    ValueType type = ValueType.wider(left, right).integer();
    switch (operator) {
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        ValueType a = integers ? type : compared(binary.left(), left);
        ValueType b = integers ? type : compared(binary.right(), right);
        compiler.convert(binary.left(), left, a, slot);
        compiler.convert(binary.right(), right, b, slot + 1);
        compiler.add(ComparisonSteps.of(operator, a, b, slot));
        return ValueType.BOOL;
      }
      case ADD, SUBTRACT, MULTIPLY -> {
        both(binary, left, right, type, slot);
        compiler.add(
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
    compiler.add(Float64Steps.of(operator, slot));
    return ValueType.FLOAT64;
  }

  /// The type in which a node is compared with another type: FLOAT64 of an integer constant that it
  /// holds exactly.
  private ValueType compared(ExpressionNode node, ValueType type) {
    ExpressionNode.Constant constant = compiler.constant(node);
    return constant != null && Math.abs(constant.value()) < 0x1p53 ? ValueType.FLOAT64 : type;
  }

  /// `%` of integers: an integer where no divisor can be 0.
  private ValueType remainder(ExpressionNode.BinaryNode binary, ValueType type, int slot) {
    ExpressionNode.Constant divisor = compiler.constant(binary.right());
    boolean never0 = divisor != null && divisor.bits() != 0;
    if (type == ValueType.UINT64) {
      compiler.add(never0 ? Uint64Steps.remainder(slot) : Uint64Steps.remainderOrNaN(slot));
    } else {
      compiler.add(never0 ? Int64Steps.remainder(slot) : Int64Steps.remainderOrNaN(slot));
    }
    return never0 ? type : ValueType.FLOAT64;
  }

  private void both(
      ExpressionNode.BinaryNode binary, ValueType left, ValueType right, ValueType to, int slot) {
    compiler.convert(binary.right(), right, to, slot + 1);
    compiler.convert(binary.left(), left, to, slot);
  }

  /// A call of a function of numbers.
  ValueType call(ExpressionNode.Call call, int slot) {
    ExpressionFunction function = call.function();
    String in = " in " + function.name() + "(...)";
    if (function.isHash()) {
      return hash(call, in, slot);
    }
    ExpressionNode first = call.arguments().getFirst();
    ValueType type = compiler.compile(first, slot);
    compiler.requireNumber(first, type, in);
    if (function.unary() != null) {
      return unary(call, type, slot);
    }
    ExpressionNode left = first;
    for (ExpressionNode next : call.arguments().subList(1, call.arguments().size())) {
      ValueType right = compiler.compile(next, slot + 1);
      compiler.requireNumber(next, right, in);
      ValueType both =
          function.keepsIntegers() ? ValueType.wider(type, right).integer() : ValueType.FLOAT64;
      compiler.convert(next, right, both, slot + 1);
      compiler.convert(left, type, both, slot);
      compiler.add(function.step(both, slot, call.position()));
      type = both;
      left = call;
    }
    return type;
  }

  private ValueType hash(ExpressionNode.Call call, String in, int slot) {
    boolean first = true;
    for (ExpressionNode argument : call.arguments()) {
      ValueType type = compiler.compile(argument, slot + 1);
      compiler.requireNumber(argument, type, in);
      compiler.convert(argument, type, type, slot + 1);
      compiler.add(HashSteps.mix(first, type, slot));
      first = false;
    }
    compiler.add(HashSteps.end(slot));
    return ValueType.INT64;
  }

  private ValueType unary(ExpressionNode.Call call, ValueType argument, int slot) {
    ExpressionFunction function = call.function();
    ValueType type = function.keepsIntegers() ? argument.integer() : ValueType.FLOAT64;
    compiler.convert(call.arguments().getFirst(), argument, type, slot);
    compiler.add(function.step(type, slot, call.position()));
    if (function.isCondition()) {
      compiler.truth(call, type, slot);
      return ValueType.BOOL;
    }
    return type;
  }

  /// Minus a node.
  ValueType negate(ExpressionNode.Negate minus, int slot) {
    ValueType type = compiler.compile(minus.operand(), slot);
    compiler.requireNumber(minus.operand(), type, " after -");
    compiler.convert(minus.operand(), type, type.integer(), slot);
    compiler.add(
        switch (type.integer()) {
          case FLOAT64 -> Float64Steps.negate(slot);
          case UINT64 -> Uint64Steps.negate(slot, minus.position());
          default -> Int64Steps.negate(slot, minus.position());
        });
    return type.integer();
  }
}
