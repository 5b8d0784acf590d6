import java.io.File;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Prints a line for each fault of each ontology file: its name, a tab, the fault. */
public class Reason {
  public static void main(String[] files) throws Exception {
    for (String name : files) {
      OWLOntology ontology =
          OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(name));
      for (OWLProfileViolation fault : new OWL2RLProfile().checkOntology(ontology).getViolations())
        tell(name, "profile: " + fault);
      Configuration configuration = new Configuration();
      configuration.ignoreUnsupportedDatatypes = true;
      Reasoner reasoner = new Reasoner(configuration, ontology);
      if (!reasoner.isConsistent()) {
        tell(name, "inconsistent");
        continue;
      }
      for (OWLClass empty : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom())
        tell(name, "unsatisfiable: " + empty);
      tell(name, "read: " + ontology.getLogicalAxiomCount());
    }
  }

  private static void tell(String name, String what) {
    System.out.println(new File(name).getName() + "\t" + what.replace('\n', ' '));
  }
}
