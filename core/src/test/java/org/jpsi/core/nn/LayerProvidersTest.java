package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Providers of layers that a library names wrongly are told, or left out.
class LayerProvidersTest {
  @TempDir Path folder;

  public static final class Good extends OwnProvider {
    public Good() {
      super("Nothing", spec -> (x, mode) -> x);
    }
  }

  public static final class Second extends OwnProvider {
    public Second() {
      super("Nothing", spec -> (x, mode) -> x);
    }
  }

  public static final class BuiltIn extends OwnProvider {
    public BuiltIn() {
      super("relu", spec -> (x, mode) -> x);
    }
  }

  // With these classes in a library's file; one named twice is one.
  private void withProviders(Runnable action, String... classes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(LayerProvider.class.getName()), String.join("\n", classes) + "\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      thread.setContextClassLoader(loader);
      action.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Layer nothing() {
    return LayerRegistry.of(LayerSpec.of("Nothing", Map.of()));
  }

  @Test
  void aClassThatIsNotThereIsNamedAndNoObstacleToOthers() throws IOException {
    String good = Good.class.getName();
    withProviders(
        () -> assertThat(nothing().parameters()).isEmpty(), "org.example.Missing", good, good);
    withProviders(
        () ->
            assertThatThrownBy(LayerProvidersTest::nothing)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                    "found `Nothing`; of the classes named in"
                        + " META-INF/services/org.jpsi.core.nn.LayerProvider some cannot be"
                        + " loaded: [")
                .hasMessageContaining("Provider org.example.Missing not found")
                .satisfies(e ->
                    assertThat(((InputException) e).problem().kind())
                        .isEqualTo(Problem.Kind.MISSING_PROVIDER)),
        "org.example.Missing");
  }

  @Test
  void twoProvidersOfOneTypeAreRefused() throws IOException {
    String first = Good.class.getName();
    String second = Second.class.getName();
    withProviders(
        () ->
            assertThatThrownBy(LayerProvidersTest::nothing)
                .isInstanceOf(InputException.class)
                .hasMessage(
                    "[network] expected one LayerProvider of `Nothing`, found "
                        + (first + " and " + second)
                        + "; leave one of them out of"
                        + " META-INF/services/org.jpsi.core.nn.LayerProvider"),
        first,
        second);
  }

  @Test
  void aProviderOfABuiltInTypeIsRefused() throws IOException {
    String wrong = BuiltIn.class.getName();
    withProviders(
        () ->
            assertThatThrownBy(LayerProvidersTest::nothing)
                .isInstanceOf(InputException.class)
                .hasMessage(
                    "["
                        + wrong
                        + "] expected a type that is not a built-in layer's, found `relu`, which"
                        + " is always the built-in one; give another type() in it and in its"
                        + " layer's spec()"),
        Good.class.getName(),
        wrong);
  }
}
