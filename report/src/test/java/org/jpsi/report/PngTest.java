package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "1, 500", "300, 200"}) // the last needs several stored blocks
  void anotherReaderSeesTheSameColors(int width, int height) throws Exception {
    Rng rng = Rng.of(1);
    int[] colors = new int[width * height];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = rng.integer(1 << 24, i);
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(width, height, colors)));
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    int[] seen = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < seen.length; i++) {
      seen[i] &= 0xFFFFFF;
    }
    assertThat(seen).isEqualTo(colors);
    String address = Png.address(width, height, colors);
    assertThat(address).startsWith("data:image/png;base64,");
    assertThat(Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1)))
        .isEqualTo(Png.of(width, height, colors));
  }
}
