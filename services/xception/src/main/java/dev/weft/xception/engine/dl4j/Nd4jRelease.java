package dev.weft.xception.engine.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** ND4J's version, read from its Maven properties since its manifest lacks it. */
public final class Nd4jRelease {
  private static final String PROPERTIES = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private Nd4jRelease() {}

  /**
   * Such as {@code 1.0.0-M2.1}; {@code unknown} if the jars were merged without these properties.
   */
  public static String version() {
    try (InputStream in = Nd4jRelease.class.getResourceAsStream(PROPERTIES)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
