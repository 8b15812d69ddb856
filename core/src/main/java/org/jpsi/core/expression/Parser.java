package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;

/// Recursive-descent parser of expressions. The nesting depth is limited, so that no input
/// overflows the stack, here or in evaluation.
final class Parser {
  /// Characters of an expression: programs write long ones, of ten thousand conditions. A chain of
  /// operators needs no stack.
  static final int MAX_LENGTH = 1 << 18;

  private static final int MAX_DEPTH = 200;
  // no array has more dimensions
  private static final int MAX_ELEMENTS = 32;

  private final String where;
  private final String text;
  private final List<Token> tokens;
  private int next;
  private int depth;

  Parser(String where, String text) {
    this.where = where;
    this.text = text;
    if (text.length() > MAX_LENGTH) {
      throw InputException.at(where)
          .expected("an expression of up to " + MAX_LENGTH + " characters")
          .found(text.length() + " characters")
          .excerpt(text, MAX_LENGTH)
          .exception();
    }
    this.tokens = Lexer.tokens(where, text);
  }

  ExpressionNode parse() {
    if (peek().type() == Token.TokenType.END) {
      throw InputException.at(where).expected("an expression").found("nothing").exception();
    }
    ExpressionNode node = conditional();
    if (peek().type() != Token.TokenType.END) {
      throw unexpected("an operator or the end");
    }
    return node;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean accept(String sign) {
    if (peek().is(sign)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String sign, String what) {
    if (!accept(sign)) {
      throw unexpected("`" + sign + "` " + what);
    }
  }

  private InputException unexpected(String expected) {
    return InputException.at(where)
        .expected(expected)
        .found(peek().describe())
        .excerpt(text, peek().position())
        .exception();
  }

  private ExpressionNode conditional() {
    enter();
    ExpressionNode condition = binary(1);
    ExpressionNode node = condition;
    int at = peek().position();
    if (accept("?")) {
      ExpressionNode yes = conditional();
      expect(":", "of the conditional that begins with `?`");
      ExpressionNode no = conditional();
      node = new ExpressionNode.Conditional(condition, yes, no, at);
    }
    depth--;
    return node;
  }

  private ExpressionNode binary(int minPrecedence) {
    ExpressionNode left = unary();
    while (true) {
      Token token = peek();
      Optional<InfixOperator> operator =
          InfixOperator.of(token)
              .filter(o -> o.precedence >= minPrecedence && o != InfixOperator.POWER);
      if (operator.isEmpty()) {
        return left;
      }
      next++;
      int precedence = operator.get().precedence;
      ExpressionNode right = binary(precedence + 1);
      left = new ExpressionNode.BinaryNode(operator.get(), left, right, token.position());
      boolean another =
          InfixOperator.of(peek()).filter(o -> o.precedence == precedence).isPresent();
      if (precedence == InfixOperator.COMPARISON && another) {
        throw InputException.at(where)
            .expected("one comparison at a time")
            .found("a second one, " + peek().describe())
            .remedy("write a < b && b < c, or use parentheses")
            .excerpt(text, peek().position())
            .exception();
      }
    }
  }

  private ExpressionNode unary() {
    enter();
    Token token = peek();
    ExpressionNode node;
    if (accept("-")) {
      ExpressionNode of = unary();
      node = new ExpressionNode.Negate(of, token.position());
    } else if (accept("+")) {
      node = unary();
    } else if (accept("!")) {
      ExpressionNode of = unary();
      if (InfixOperator.of(peek())
          .filter(o -> o.precedence >= InfixOperator.COMPARISON)
          .isPresent()) {
        throw InputException.at(where)
            .expected("parentheses after !, which binds more tightly than " + peek().describe())
            .found("none")
            .remedy("write !(a > b)")
            .excerpt(text, token.position())
            .exception();
      }
      node = new ExpressionNode.Not(of, token.position());
    } else {
      node = power();
    }
    depth--;
    return node;
  }

  private ExpressionNode power() {
    ExpressionNode base = primary();
    Token token = peek();
    if (accept("**") || accept("^")) {
      ExpressionNode exponent = unary();
      return new ExpressionNode.BinaryNode(InfixOperator.POWER, base, exponent, token.position());
    }
    return base;
  }

  private ExpressionNode primary() {
    Token token = peek();
    return indexed(term(token), token);
  }

  private ExpressionNode term(Token token) {
    if (accept("(")) {
      ExpressionNode inside = conditional();
      expect(")", "to close the parenthesis at character " + (token.position() + 1));
      return inside;
    }
    switch (token.type()) {
      case NUMBER -> {
        next++;
        return ExpressionNode.Constant.parse(token.text(), token.position());
      }
      case TEXT -> {
        next++;
        return new ExpressionNode.Text(token.text(), token.position());
      }
      case QUOTED -> {
        next++;
        return element(token);
      }
      case NAME -> {
        next++;
        return named(token);
      }
      default -> throw unexpected("a number, a name or `(`");
    }
  }

  private ExpressionNode named(Token token) {
    String name = token.text();
    if (accept("(")) {
      return call(token);
    }
    return switch (name) {
      case "true" -> ExpressionNode.Constant.of(true, token.position());
      case "false" -> ExpressionNode.Constant.of(false, token.position());
      case "pi" -> ExpressionNode.Constant.of(Math.PI, token.position());
      default -> element(token);
    };
  }

  /// A column with the indices behind it that are numbers; others are those of items.
  private ExpressionNode element(Token token) {
    boolean quoted = token.type() == Token.TokenType.QUOTED;
    List<Integer> elements = new ArrayList<>();
    while (elements.size() < MAX_ELEMENTS
        && peek().is("[")
        && tokens.get(next + 1).type() == Token.TokenType.NUMBER
        && tokens.get(next + 2).is("]")) {
      if (!isIndex(tokens.get(next + 1).text())) {
        next++;
        throw unexpected("a whole number as index of " + token.describe());
      }
      elements.add(Integer.parseInt(tokens.get(next + 1).text()));
      next += 3;
    }
    return new ExpressionNode.ColumnRef(
        token.text(), quoted, List.copyOf(elements), token.position());
  }

  /// A node with the indices in brackets behind it, if there are any.
  private ExpressionNode indexed(ExpressionNode base, Token begin) {
    ExpressionNode node = base;
    int brackets = 0;
    while (accept("[")) {
      if (peek().is("]")) {
        throw unexpected("an index of " + begin.describe());
      }
      // what it nests is walked by recursion
      enter();
      brackets++;
      node = new ExpressionNode.Indexed(node, conditional(), begin.position());
      expect("]", "after the index");
    }
    depth -= brackets;
    return node;
  }

  private static boolean isIndex(String text) {
    return text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private ExpressionNode call(Token token) {
    List<ExpressionNode> arguments = new ArrayList<>();
    if (!accept(")")) {
      do {
        arguments.add(conditional());
      } while (accept(","));
      expect(")", "to close " + token.text() + "(");
    }
    if (token.text().equals("TMath::Pi") && arguments.isEmpty()) {
      return ExpressionNode.Constant.of(Math.PI, token.position());
    }
    ItemFunction items = ItemFunction.find(token.text(), arguments.size());
    if (items != null) {
      if (!items.takes(arguments.size())) {
        throw wrongArity(token, items.arity(), items.word, arguments);
      }
      return new ExpressionNode.ItemCall(items, List.copyOf(arguments), token.position());
    }
    ExpressionFunction function = ExpressionFunction.find(token.text());
    if (function == null) {
      String last = token.text().substring(token.text().lastIndexOf(':') + 1);
      throw InputException.at(where)
          .expected("a function")
          .found("`" + token.text() + "`")
          .nearest(last, Expression.functions())
          .remedy("there are " + String.join(", ", Expression.functions()))
          .excerpt(text, token.position())
          .exception();
    }
    if (arguments.size() < function.minArguments() || arguments.size() > function.maxArguments()) {
      throw wrongArity(token, function.arity(), function.name(), arguments);
    }
    return new ExpressionNode.Call(function, List.copyOf(arguments), token.position());
  }

  private InputException wrongArity(
      Token token, String arity, String name, List<ExpressionNode> arguments) {
    return InputException.at(where)
        .expected(arity + " of " + name)
        .found(arguments.isEmpty() ? "none" : Integer.toString(arguments.size()))
        .excerpt(text, token.position())
        .exception();
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw InputException.at(where)
          .expected(
              "parentheses, signs, powers and conditions nested up to " + MAX_DEPTH / 2 + " deep")
          .found("more")
          .excerpt(text, peek().position())
          .exception();
    }
  }
}
