package org.jpsi.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

/// Expressions of jagged columns beside ROOT's RDataFrame and TTreeFormula (`oracles/items.py`).
class ItemExpressionByRootTest {
  @Test
  void everyExpressionHasTheValuesOfRoot() throws IOException {
    Map<String, double[]> lines = new LinkedHashMap<>();
    try (InputStream in = getClass().getResourceAsStream("items.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        int bar = line.lastIndexOf('|');
        lines.put(
            line.substring(0, bar),
            Arrays.stream(line.substring(bar + 1).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray());
      }
    }
    List<Column> columns = new ArrayList<>();
    lines.forEach((name, values) -> {
      double[] offsets = lines.get(name + " offsets");
      if (offsets != null) {
        columns.add(
            JaggedColumn.of(
                name,
                ints(offsets),
                name.equals("id") || name.equals("jet")
                    ? NumberColumn.of(name, "", ints(values))
                    : NumberColumn.of(name, "", values)));
      }
    });
    columns.add(NumberColumn.of("met", "GeV", Objects.requireNonNull(lines.get("met"))));
    Table table = Table.of("events", columns);
    int checked = 0;
    for (Map.Entry<String, double[]> line : lines.entrySet()) {
      if (line.getKey().startsWith("= ")) {
        double[] ours = Expression.parse(line.getKey().substring(2)).evaluate(table);
        double[] roots = line.getValue();
        assertThat(ours).hasSameSizeAs(roots);
        for (int i = 0; i < roots.length; i++) {
          // another order of the same sum, other functions by the last bit
          double limit = 1e-11 * Math.max(1, Math.abs(roots[i]));
          if (Double.isNaN(roots[i])) {
            assertThat(ours[i]).as("%s of event %s", line.getKey(), i).isNaN();
          } else {
            assertThat(ours[i])
                .as("%s of event %s", line.getKey(), i)
                .isCloseTo(roots[i], Offset.offset(limit));
          }
        }
        checked++;
      }
    }
    assertThat(checked).isEqualTo(36);
  }

  private static int[] ints(double[] values) {
    return Arrays.stream(values).mapToInt(x -> (int) x).toArray();
  }
}
