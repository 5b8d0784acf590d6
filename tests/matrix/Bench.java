import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * One Java process for all Java software: a folder in the path names the software, the body is a
 * list of arguments, one a line, and the answer what it has to say. It ends with its input.
 */
public class Bench {
  interface Tool {
    void run(String[] arguments, OutputStream out) throws Exception;
  }

  static final Map<String, Tool> TOOLS =
      Map.of(
          "/version", Bench::versions,
          "/jena/memory", JenaBench::memory,
          "/jena/tdb2", JenaBench::tdb2,
          "/rdf4j", Rdf4jBench::parse);

  public static void main(String[] none) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TOOLS.forEach((path, tool) -> server.createContext(path, asked -> answer(asked, tool)));
    server.start();
    System.out.println(server.getAddress().getPort());
    while (System.in.read() >= 0) {}
    server.stop(0);
    System.exit(0);
  }

  private static void versions(String[] arguments, OutputStream out) throws Exception {
    new PrintStream(out, true)
        .println(JenaBench.version() + "\n" + Rdf4jBench.version());
  }

  private static void answer(HttpExchange asked, Tool tool) {
    try (asked) {
      String[] arguments = new String(asked.getRequestBody().readAllBytes(), "UTF-8").split("\n");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int status = 200;
      try {
        tool.run(arguments, out);
      } catch (Throwable fault) {
        status = 500;
        fault.printStackTrace();
        out.reset();
        out.write(fault.toString().getBytes("UTF-8"));
      }
      asked.sendResponseHeaders(status, 0);
      out.writeTo(asked.getResponseBody());
    } catch (java.io.IOException gone) {
      System.err.println(gone);
    }
  }
}
