package io.megadb.oltp.state;

class TreeMapStateViewTest extends StateViewContract {

  @Override
  StateView create() {
    return new TreeMapStateView();
  }
}
