//! Small symmetric systems of linear equations, by Gaussian elimination with pivoting.
//!
//! It never divides by zero: a direction without curvature gets no step.

/// The `x` with `matrix · x = right`.
pub(super) fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for column in 0..N {
        let pivot = (column..N).max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs())).unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        if matrix[column][column].abs() < 1e-12 {
            continue;
        }
        for row in column + 1..N {
            let factor = matrix[row][column] / matrix[column][column];
            let above = matrix[column];
            matrix[row].iter_mut().zip(above).skip(column).for_each(|(here, there)| *here -= factor * there);
            right[row] -= factor * right[column];
        }
    }
    let mut solution = [0.0; N];
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|at| matrix[row][at] * solution[at]).sum();
        if matrix[row][row].abs() >= 1e-12 {
            solution[row] = (right[row] - known) / matrix[row][row];
        }
    }
    solution
}
