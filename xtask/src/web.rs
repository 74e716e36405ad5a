//! The pages' browser part, built into web/dist.

use anyhow::Result;

pub(crate) fn build() -> Result<()> {
    Ok(())
}
