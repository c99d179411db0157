//! Phoenix's own filters, as its pages use them.

use anyhow::Result;

use super::{ask, failure::FAILED_TOOL, start, traced};

#[test]
fn each_filter_returns_the_spans_that_it_should() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop-filters")? else { return Ok(()) };
    start(&mut stage, Some("failing_tool.json"))?;
    ask(&stage)?;
    stage.run("a2a_shop", &["ask", "How many RJ-9 in the north?", "--session", "north"])?;
    stage.stop()?;
    phoenix.trees("shop-filters", 2 * FAILED_TOOL.lines().count())?;
    let found = |condition: &str| phoenix.filtered("shop-filters", condition);
    assert_eq!(
        found("span_kind == 'AGENT'")?,
        ["inventory agent", "inventory agent", "sales agent", "sales agent"]
    );
    assert_eq!(found("status_code == 'ERROR'")?, ["check_inventory", "check_inventory"]);
    assert_eq!(found("agent.name == 'sales' and session.id == 'north'")?, ["sales agent"]);
    assert_eq!(found("tool.name == 'check_inventory'")?, ["check_inventory", "check_inventory"]);
    assert_eq!(found("'in the north' in input.value and span_kind == 'TOOL'")?, ["ask_sales"]);
    assert_eq!(found("llm.token_count.total > 0 and llm.model_name == 'claude-haiku-4-5'")?, [""; 0]);
    Ok(())
}
