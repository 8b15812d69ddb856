package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaCommandTest {
  @Test
  void itPrintsTheKeysAsJsonSchemaWithTheOptionsOfWhatLearns() {
    Session session = Session.of("schema");
    assertThat(session.status()).isZero();
    assertThat(session.err()).isEmpty();
    assertThat(session.out())
        .startsWith("{")
        .contains("https://json-schema.org/draft/2020-12/schema", "\"minChildWeight\"")
        .endsWith("}\n");
  }

  @Test
  void itPrintsTheReference() {
    Session session = Session.of("schema", "--markdown");
    assertThat(session.status()).isZero();
    assertThat(session.out()).startsWith("# The analysis file\n").contains("| `seed` |");
  }
}
