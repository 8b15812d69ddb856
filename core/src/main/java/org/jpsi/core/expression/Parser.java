package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;

/// Reads an expression by recursive descent. How deep parts nest is limited, so that no input
/// overflows the stack, here or in evaluation.
final class Parser {
  private static final int LONGEST = 20_000;
  private static final int NESTED = 200;

  private final String where;
  private final String text;
  private final List<Token> tokens;
  private int next;
  private int nested;

  Parser(String where, String text) {
    this.where = where;
    this.text = text;
    if (text.length() > LONGEST) {
      throw InputException.at(where)
          .expected("an expression of up to " + LONGEST + " characters")
          .found(text.length() + " characters")
          .shows(text, LONGEST)
          .exception();
    }
    this.tokens = Lexer.words(where, text);
  }

  ExpressionNode whole() {
    if (peek().kind() == Token.TokenType.END) {
      throw InputException.at(where).expected("an expression").found("nothing").exception();
    }
    ExpressionNode node = choice();
    if (peek().kind() != Token.TokenType.END) {
      throw unexpected("an operator or the end");
    }
    return node;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean take(String sign) {
    if (peek().is(sign)) {
      next++;
      return true;
    }
    return false;
  }

  private void need(String sign, String what) {
    if (!take(sign)) {
      throw unexpected("`" + sign + "` " + what);
    }
  }

  private InputException unexpected(String expected) {
    return InputException.at(where)
        .expected(expected)
        .found(peek().words())
        .shows(text, peek().at())
        .exception();
  }

  private ExpressionNode choice() {
    enter();
    ExpressionNode condition = binary(1);
    ExpressionNode node = condition;
    int at = peek().at();
    if (take("?")) {
      ExpressionNode yes = choice();
      need(":", "of the choice that begins with `?`");
      ExpressionNode no = choice();
      node = new ExpressionNode.Conditional(condition, yes, no, at);
    }
    nested--;
    return node;
  }

  private ExpressionNode binary(int loosest) {
    ExpressionNode left = unary();
    while (true) {
      Token token = peek();
      Optional<InfixOperator> operator =
          InfixOperator.of(token).filter(o -> o.tightness >= loosest && o != InfixOperator.POWER);
      if (operator.isEmpty()) {
        return left;
      }
      next++;
      int tightness = operator.get().tightness;
      ExpressionNode right = binary(tightness + 1);
      left = new ExpressionNode.BinaryNode(operator.get(), left, right, token.at());
      boolean another = InfixOperator.of(peek()).filter(o -> o.tightness == tightness).isPresent();
      if (tightness == InfixOperator.COMPARISON && another) {
        throw InputException.at(where)
            .expected("one comparison at a time")
            .found("a second one, " + peek().words())
            .remedy("write a < b && b < c, or use parentheses")
            .shows(text, peek().at())
            .exception();
      }
    }
  }

  private ExpressionNode unary() {
    enter();
    Token token = peek();
    ExpressionNode node;
    if (take("-")) {
      ExpressionNode of = unary();
      node = new ExpressionNode.Minus(of, token.at());
    } else if (take("+")) {
      node = unary();
    } else if (take("!")) {
      ExpressionNode of = unary();
      if (InfixOperator.of(peek())
          .filter(o -> o.tightness >= InfixOperator.COMPARISON)
          .isPresent()) {
        throw InputException.at(where)
            .expected("parentheses after !, which binds more tightly than " + peek().words())
            .found("none")
            .remedy("write !(a > b)")
            .shows(text, token.at())
            .exception();
      }
      node = new ExpressionNode.Not(of, token.at());
    } else {
      node = power();
    }
    nested--;
    return node;
  }

  private ExpressionNode power() {
    ExpressionNode base = primary();
    Token token = peek();
    if (take("**") || take("^")) {
      ExpressionNode exponent = unary();
      return new ExpressionNode.BinaryNode(InfixOperator.POWER, base, exponent, token.at());
    }
    return base;
  }

  private ExpressionNode primary() {
    Token token = peek();
    if (take("(")) {
      ExpressionNode inside = choice();
      need(")", "to close the parenthesis at character " + (token.at() + 1));
      return inside;
    }
    switch (token.kind()) {
      case NUMBER -> {
        next++;
        return new ExpressionNode.Constant(Double.parseDouble(token.text()), token.at());
      }
      case TEXT -> {
        next++;
        return new ExpressionNode.Text(token.text(), token.at());
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
    if (take("(")) {
      return call(token);
    }
    return switch (name) {
      case "true" -> new ExpressionNode.Constant(1, token.at());
      case "false" -> new ExpressionNode.Constant(0, token.at());
      case "pi" -> new ExpressionNode.Constant(Math.PI, token.at());
      default -> element(token);
    };
  }

  private ExpressionNode element(Token token) {
    int element = -1;
    if (take("[")) {
      Token index = peek();
      if (index.kind() != Token.TokenType.NUMBER || !index.text().matches("[0-9]{1,9}")) {
        throw unexpected("a whole number as index of " + token.words());
      }
      next++;
      element = Integer.parseInt(index.text());
      need("]", "after the index");
      if (peek().is("[")) {
        throw InputException.at(where)
            .expected("one index")
            .found("a second one")
            .remedy("count through the elements of an array of arrays")
            .shows(text, peek().at())
            .exception();
      }
    }
    return new ExpressionNode.ColumnRef(
        token.text(), token.kind() == Token.TokenType.QUOTED, element, token.at());
  }

  private ExpressionNode call(Token token) {
    List<ExpressionNode> arguments = new ArrayList<>();
    if (!take(")")) {
      do {
        arguments.add(choice());
      } while (take(","));
      need(")", "to close " + token.text() + "(");
    }
    if (token.text().equals("TMath::Pi") && arguments.isEmpty()) {
      return new ExpressionNode.Constant(Math.PI, token.at());
    }
    ExpressionFunction function = ExpressionFunction.find(token.text());
    if (function == null) {
      String last = token.text().substring(token.text().lastIndexOf(':') + 1);
      throw InputException.at(where)
          .expected("a function")
          .found("`" + token.text() + "`")
          .nearest(last, ExpressionFunction.names())
          .remedy("there are " + String.join(", ", ExpressionFunction.names()))
          .shows(text, token.at())
          .exception();
    }
    if (arguments.size() < function.least() || arguments.size() > function.most()) {
      throw InputException.at(where)
          .expected(function.arity() + " of " + function.name())
          .found(arguments.isEmpty() ? "none" : Integer.toString(arguments.size()))
          .shows(text, token.at())
          .exception();
    }
    return new ExpressionNode.Call(function, List.copyOf(arguments), token.at());
  }

  private void enter() {
    if (++nested > NESTED) {
      throw InputException.at(where)
          .expected("parentheses, signs and powers nested up to " + NESTED / 2 + " deep")
          .found("more")
          .shows(text, peek().at())
          .exception();
    }
  }
}
