import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.RDFWriter;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;

/** Arguments: name of the format, file, file for N-Quads. */
public class Rdf4jBench {
  static final String POM = "/META-INF/maven/org.eclipse.rdf4j/rdf4j-rio-api/pom.properties";

  static String version() throws Exception {
    Properties found = new Properties();
    try (InputStream in = Rio.class.getResourceAsStream(POM)) {
      found.load(in);
    }
    return found.getProperty("version");
  }

  static void parse(String[] arguments, OutputStream out) throws Exception {
    RDFFormat format =
        Rio.getParserFormatForFileName("x" + arguments[0]).orElseThrow();
    RDFParser parser = Rio.createParser(format);
    parser.set(BasicParserSettings.VERIFY_DATATYPE_VALUES, true);
    parser.set(BasicParserSettings.VERIFY_LANGUAGE_TAGS, true);
    parser.set(BasicParserSettings.FAIL_ON_UNKNOWN_LANGUAGES, false);
    try (InputStream in = Files.newInputStream(Path.of(arguments[1]));
        OutputStream file = Files.newOutputStream(Path.of(arguments[2]))) {
      RDFWriter writer = Rio.createWriter(RDFFormat.NQUADS, file);
      parser.setRDFHandler(writer);
      parser.parse(in, "");
    }
  }
}
