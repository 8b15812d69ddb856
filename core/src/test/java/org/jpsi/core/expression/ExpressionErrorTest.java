package org.jpsi.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionErrorTest {
  private static final Table EVENTS =
      Table.of(
          "higgs.root:sig_tree",
          List.of(
              NumberColumn.of("m_bb", "GeV", 125f),
              NumberColumn.of("m_jj", "GeV", 80f),
              NumberColumn.of("jet1_b-tag", "", 1),
              NumberColumn.of("p", "GeV", NumberType.FLOAT32, 2, new float[] {1, 2}),
              new TextColumn("class", new String[] {"g"})));

  private static String error(String text) {
    return catchThrowableOfType(
            InputException.class,
            () -> Expression.parse("higgs.yaml:7:9 select", text).evaluate(EVENTS))
        .message();
  }

  @Test
  void theCharacterIsPointedAt() {
    assertThat(error("m_bb + ) * 2"))
        .isEqualTo(
            """
            [higgs.yaml:7:9 select] expected a number, a name or `(`, found `)`
              m_bb + ) * 2
                     ^\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          (m_bb + 1        | 9  | expected `)` to close the parenthesis at character 1, found the end
          m_bb +           | 6  | expected a number, a name or `(`, found the end
          m_bb m_jj        | 5  | expected an operator or the end, found `m_jj`
          2 m_bb           | 2  | expected an operator or the end, found `m_bb`
          2m_bb            | 1  | expected an operator after the number 2, found `m`; write * to multiply; a name that begins with a digit stands in `backticks`
          m_bb = 2         | 5  | expected a name, a number or an operator, found `=`; compare with ==
          m_bb & 2         | 5  | expected a name, a number or an operator, found `&`; the logical and is &&
          m_bb $ 2         | 5  | expected a name, a number or an operator, found `$`; write a name that is no identifier in `backticks`
          1 < m_bb < 2     | 9  | expected one comparison at a time, found a second one, `<`; write a < b && b < c, or use parentheses
          m_bb == 1 == 2   | 10 | expected one comparison at a time, found a second one, `==`; write a < b && b < c, or use parentheses
          !m_bb > 2        | 0  | expected parentheses after !, which binds more tightly than `>`, found none; write !(a > b)
          not m_bb + 2     | 0  | expected parentheses after !, which binds more tightly than `+`, found none; write !(a > b)
          m_bb ? 1         | 8  | expected `:` of the conditional that begins with `?`, found the end
          `m_bb            | 0  | expected a closing backtick, found the end
          class == "g      | 9  | expected a closing ", found the end
          1e999            | 0  | expected a number up to 1.8e308, found 1e999
          atan2(1)         | 0  | expected 2 arguments of atan2, found 1
          sqrt()           | 0  | expected 1 argument of sqrt, found none
          p[1.5]           | 2  | expected a whole number as index of `p`, found `1.5`
          p[1              | 3  | expected `]` after the index, found the end
          """)
  void aFormThatIsWrongIsExplained(String text, int place, String expected) {
    assertThat(error(text))
        .isEqualTo(
            "[higgs.yaml:7:9 select] "
                + expected.strip()
                + "\n  "
                + text.strip()
                + "\n  "
                + " ".repeat(place)
                + "^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          1 + m_b          | 4  | expected a column m_b, found 5 others; did you mean m_bb or m_jj?
          jet1_b - tag     | 0  | expected a column jet1_b, found 5 others; did you mean `jet1_b-tag`?
          m_bb == "g"      | 8  | expected a number on both sides of ==, found text; text can only be compared, by == and !=, with text
          class == 1       | 9  | expected text on both sides of ==, found a number; text can only be compared, by == and !=, with text
          class + 1        | 0  | expected a number on both sides of +, found text; text can only be compared, by == and !=, with text
          -class           | 1  | expected a number after -, found text; text can only be compared, by == and !=, with text
          !class           | 1  | expected a number after !, found text; text can only be compared, by == and !=, with text
          sqrt(class)      | 5  | expected a number in sqrt(...), found text; text can only be compared, by == and !=, with text
          class ? 1 : 2    | 0  | expected a number before ?, found text; text can only be compared, by == and !=, with text
          1 ? 1 : class    | 8  | expected a number after :, as before it, found text; text can only be compared, by == and !=, with text
          class            | 0  | expected a number, found text; text can only be compared, by == and !=, with text
          p                | 0  | expected an index from 0 to 1, as in p[0], found none
          p + 1            | 2  | expected one value per event, found several, since p is an array; say p[0], sum(p), max(p), mean(p), length(p) or the like
          p[2]             | 0  | expected an index from 0 to 1, as in p[0], found [2]
          m_bb[0]          | 0  | expected no index, since column m_bb holds one number per event, found [0]
          """)
  void whatDoesNotFitTheTableIsExplained(String text, int place, String expected) {
    assertThat(error(text))
        .isEqualTo(
            "[higgs.yaml:7:9 select on higgs.root:sig_tree] "
                + expected.strip()
                + "\n  "
                + text.strip()
                + "\n  "
                + " ".repeat(place)
                + "^");
  }

  @Test
  void anUnknownFunctionIsAnsweredWithTheNearest() {
    assertThat(error("squrt(m_bb)"))
        .startsWith(
            "[higgs.yaml:7:9 select] expected a function, found `squrt`; did you mean sqrt or"
                + " sort?; there are DefaultValueFor, abs, acos,");
  }

  @Test
  void nothingIsNoExpression() {
    assertThat(error(" "))
        .isEqualTo("[higgs.yaml:7:9 select] expected an expression, found nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "!", "2**", "1?", "sqrt(", "1+(", "1<(", "a?1:"})
  void noDepthOverflowsTheStack(String again) {
    assertThat(error(again.repeat(250_000 / again.length()) + "1"))
        .contains("nested up to 100 deep, found more");
    assertThat(error(again.repeat(300_000)))
        .contains("expected an expression of up to 262144 characters, found");
  }

  @Test
  void aChainAsProgramsWriteItNeedsNoStack() {
    String chain = "m_bb > 0 && ".repeat(10_000) + "m_bb > 0";
    assertThat(Expression.parse(chain).evaluate(EVENTS)).containsExactly(1);
    String sum = "m_bb - ".repeat(30_000) + "m_bb";
    assertThat(Expression.parse(sum).columnNames()).containsExactly("m_bb");
    assertThat(Expression.parse(sum).evaluate(EVENTS)).hasSize(1);
  }

  @Test
  void comparisonsNestedAsDeepAsAllowedTakeNoTime() {
    String nested = "(".repeat(90) + "m_bb == 1" + ") == 1".repeat(90);
    assertThat(Expression.parse(nested).evaluate(EVENTS)).hasSize(1);
  }

  @Test
  void anyTextIsComputedOrRefused() {
    List<String> pieces =
        List.of(
            "m_bb",
            "p[1]",
            "p",
            "class",
            "`jet1_b-tag`",
            "\"g\"",
            "'",
            "`",
            "1",
            "2.5e3",
            ".",
            "e",
            "+",
            "-",
            "*",
            "**",
            "^",
            "/",
            "%",
            "(",
            ")",
            "[",
            "]",
            ",",
            "?",
            ":",
            "<",
            "==",
            "!=",
            "!",
            "&&",
            "||",
            "and",
            "not",
            "sqrt(",
            "min(",
            "atan2(",
            "pi",
            "true",
            " ",
            "\\",
            "\n",
            "\u00e9",
            "\uD83D",
            "::",
            "x");
    Rng rng = Rng.of(5);
    int computed = 0;
    for (int i = 0; i < 20_000; i++) {
      Rng draw = rng.child(i);
      StringBuilder text = new StringBuilder();
      int length = 1 + draw.integer(9, 0);
      for (int k = 1; k <= length; k++) {
        text.append(pieces.get(draw.integer(pieces.size(), k)));
      }
      try {
        computed += Expression.parse(text.toString()).evaluate(EVENTS).length;
      } catch (InputException e) {
        assertThat(e.message()).startsWith("[expression");
      }
    }
    assertThat(computed).isGreaterThan(300);
  }

  @Test
  void theLongestChainFitsAThreadOfLittleStack() throws InterruptedException {
    String chain = "m_bb" + " + 1".repeat(4_000);
    String nest = "(".repeat(99) + "m_bb" + ")".repeat(99);
    double[] sum = new double[2];
    Thread small =
        new Thread(
            null,
            () -> {
              sum[0] = Expression.parse(chain).evaluate(EVENTS)[0];
              sum[1] = Expression.parse(nest).evaluate(EVENTS)[0];
            },
            "small",
            512 * 1024);
    small.start();
    small.join();
    assertThat(sum).containsExactly(4125, 125);
  }
}
