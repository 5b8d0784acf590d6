import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.Syntax;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.RDFDataMgr;

/** Runs queries: each line of the given file names a graph and a query, a tab between them. */
public class Ask {
  public static void main(String[] arguments) throws Exception {
    Map<String, Model> graphs = new HashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] job = line.split("\t");
      Model graph = graphs.computeIfAbsent(job[0], RDFDataMgr::loadModel);
      String query = Files.readString(Path.of(job[1]));
      try (QueryExecution asked =
              QueryExecutionFactory.create(
                  QueryFactory.create(query, Syntax.syntaxSPARQL_11), graph);
          OutputStream out = new FileOutputStream(job[1] + ".json")) {
        ResultSetFormatter.outputAsJSON(out, asked.execSelect());
      }
    }
  }
}
